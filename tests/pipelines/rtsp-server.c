/* SPDX-License-Identifier: MIT */
/**
 * @file rtsp-server.c
 * A camera for tests: serves an H.264 MP4 at its own pace on rtsp://127.0.0.1:PORT/clip, each
 * client from the first frame. Prints "PORT\n" when it listens; ends with SIGTERM.
 */
#include <gst/rtsp-server/rtsp-server.h>
#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GstRTSPServer) server = NULL;
  GstRTSPMediaFactory *factory;
  GstRTSPMountPoints *mounts;
  g_autofree char *launch = NULL;

  gst_init (&argc, &argv);
  if (argc != 3) {
    fprintf (stderr, "Usage: rtsp-server CLIP.mp4 PORT (0: any)\n");
    return 2;
  }
  launch = g_strdup_printf ("( filesrc location=\"%s\" ! qtdemux ! h264parse "
                            "! rtph264pay name=pay0 pt=96 config-interval=-1 )",
                            argv[1]);
  factory = gst_rtsp_media_factory_new ();
  gst_rtsp_media_factory_set_launch (factory, launch);
  server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, argv[2]);
  mounts = gst_rtsp_server_get_mount_points (server);
  gst_rtsp_mount_points_add_factory (mounts, "/clip", factory);
  g_object_unref (mounts);
  if (gst_rtsp_server_attach (server, NULL) == 0) {
    fprintf (stderr, "rtsp-server: cannot listen on port %s\n", argv[2]);
    return 1;
  }
  printf ("%d\n", gst_rtsp_server_get_bound_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
