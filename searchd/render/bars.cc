#include "searchd/render/bars.h"

#include "searchd/render/topic_words.h"

namespace isthmus::searchd {
namespace {

constexpr double kNames = 138;
constexpr double kRow = 26;
constexpr std::size_t kNameColumns = 18;

}  // namespace

void draw_bars(Html& html, Bars bars, const std::function<void(std::size_t, Point)>& draw) {
  bars.picture.width = kNames + kBarLength + bars.margin;
  bars.picture.height = kRow * static_cast<double>(bars.names.size()) + 6;
  begin_picture(html, bars.picture);
  for (std::size_t i = 0; i < bars.names.size(); ++i) {
    const double top = 4 + kRow * static_cast<double>(i);
    draw_text(html, "end", {kNames - 8, top + kBarBaseline},
              shortened(bars.names[i], kNameColumns));
    draw(i, {kNames, top});
  }
  end_picture(html);
}

void write_swatch(Html& html, const std::function<void(const Box&)>& draw) {
  html.raw("<svg class=\"swatch\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\">");
  draw({{0.5, 0.5}, 15, 15});
  html.raw("</svg>");
}

}  // namespace isthmus::searchd
