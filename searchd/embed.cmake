# Writes OUTPUT: a C++ file that defines assets() of searchd/assets.h with the bytes of every file of ASSETS_DIR.
file(GLOB files RELATIVE ${ASSETS_DIR} ${ASSETS_DIR}/*)
list(SORT files)
set(arrays "")
set(rows "")
set(index 0)
foreach(name IN LISTS files)
  file(READ ${ASSETS_DIR}/${name} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char kBytes${index}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${name}\", {kBytes${index}, sizeof kBytes${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Made by searchd/embed.cmake.
#include \"searchd/assets.h\"

namespace isthmus::searchd {
namespace {

${arrays}
constexpr Asset kAssets[] = {
${rows}};

}  // namespace

std::span<const Asset> assets() { return kAssets; }

}  // namespace isthmus::searchd
")
