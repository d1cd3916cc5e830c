#include "engine/lexicon/gloss.h"

#include <string>

#include <doctest/doctest.h>

namespace isthmus::lexicon {
namespace {

// "term=other, term=other"
std::string found_in(std::string_view text) {
  std::string all;
  for (const Gloss& gloss : find_glosses(text))
    all += (all.empty() ? "" : ", ") + gloss.term + "=" + gloss.other;
  return all;
}

TEST_CASE("an English long form goes from its first letter to the parentheses") {
  CHECK(found_in("We study regenerative chatter vibration (RCV) of a lathe.") ==
        "regenerative chatter vibration=RCV");
  CHECK(found_in("loss of the quality of service (QoS)") == "quality of service=QoS");
  CHECK(found_in("several programmable logic\ncontrollers (PLCs)") ==
        "programmable logic controllers=PLC");
  CHECK(found_in("the hypertext markup language (HTML)") == "hypertext markup language=HTML");
  CHECK(found_in("cyber-physical system (CPS)") == "cyber-physical system=CPS");
  CHECK(found_in("the RCV (regenerative chatter vibration) grows") ==
        "regenerative chatter vibration=RCV");
}

TEST_CASE("letters that no words account for are no abbreviation of what stands before") {
  CHECK(found_in("the tool broke twice (RCV)") == "");
  CHECK(found_in("vibration of the machine (VX)") == "");
  CHECK(found_in("a power (MW) and a share (II)") == "");
  CHECK(found_in("see the figure (Fig. 3) and a value (P<0.05)") == "");
  CHECK_FALSE(stands_for("RCV", "regenerative chatter tool vibration"));
  CHECK(stands_for("TCP/IP", "transmission control protocol internet protocol"));
}

TEST_CASE("a Chinese long form begins after the last word that belongs to no term") {
  CHECK(found_in("本文采用数控机床(CNC)加工") == "数控机床=CNC");
  CHECK(found_in("一种基于隐马尔可夫模型（HMM）的方法") == "隐马尔可夫模型=HMM");
  CHECK(found_in("铁的氧化作用强度(OAS)") == "氧化作用强度=OAS");
  CHECK(found_in("循环冗余校验（CRC, cyclic redundancy check）") ==
        "cyclic redundancy check=CRC, 循环冗余校验=cyclic redundancy check, 循环冗余校验=CRC");
  CHECK(found_in("多版本并发控制(以下简称 MVCC)") == "多版本并发控制=MVCC");
  CHECK(found_in("CNC（数控机床）") == "数控机床=CNC");
}

TEST_CASE("a Chinese form with fewer characters than letters, a group or half a word is none") {
  CHECK(found_in("网络(GPRS)") == "");
  CHECK(found_in("大鼠分为模型对照组(MC)") == "");
  CHECK(found_in("修正的Rodrigues参数(MRP)") == "");
  CHECK(found_in("合钙Ca(BTZ)") == "");
}

TEST_CASE("Chinese and English gloss each other, in either order and either parentheses") {
  CHECK(found_in("加工中的颤振(chatter)") == "颤振=chatter");
  CHECK(found_in("“资源管控”（Resource Control）") == "资源管控=Resource Control");
  CHECK(found_in("发生了 regenerative chatter（再生颤振）。") == "再生颤振=regenerative chatter");
  CHECK(found_in("资源(see below)与配置(tikvConfig)和开关(default)") == "");
  CHECK(found_in("这个开关是默认打开的 switch（如图所示）") == "");
}

TEST_CASE("code, links and what is never closed are passed over") {
  CHECK(found_in("`颤振(chatter)` 与\n```\n主轴(spindle)\n```\n砂轮(wheel)") == "砂轮=wheel");
  CHECK(found_in("[颤振](chatter)") == "");
  CHECK(found_in("颤振(chatter") == "");
  CHECK(found_in("颤振(a (b) chatter)") == "");
  CHECK(found_in("(RCV)") == "");
  CHECK(found_in("（") == "");
  CHECK(found_in("\xe9\xa2(CNC)\xff（\xe9") == "");
}

TEST_CASE("a text of parentheses alone, or of ticks alone, is read in a moment") {
  std::string parentheses;
  std::string ticks;
  for (int i = 0; i < 300'000; ++i) {
    parentheses += "(";
    ticks += i % 2 == 0 ? "`" : "``a";
  }
  CHECK(found_in(parentheses) == "");
  CHECK(found_in(ticks) == "");
}

}  // namespace
}  // namespace isthmus::lexicon
