# find_package(VideoExporterSdk) gives VideoExporterSdk::vex and vex_add_plugin.
include(${CMAKE_CURRENT_LIST_DIR}/VideoExporterSdkTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/VexAddPlugin.cmake)
