# vex_add_plugin(name source...): a shared object that exports vex_entry_v1 and nothing else.
# Put it where the exporter looks: its plugins.path, or VEX_PLUGIN_PATH.
set(VEX_VERSION_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/vex.version CACHE INTERNAL "")

function(vex_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE VideoExporterSdk::vex)
  target_link_options(${name} PRIVATE LINKER:--version-script=${VEX_VERSION_SCRIPT})
  set_target_properties(${name} PROPERTIES
    PREFIX ""
    C_VISIBILITY_PRESET hidden
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${VEX_VERSION_SCRIPT})
endfunction()
