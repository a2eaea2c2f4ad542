"""A chart as Word itself writes it: DrawingML, its figures cached and linked to a workbook within.

Elements stand in the order of ECMA-376, part 1, 21.2. Word draws what is cached until a figure is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from desktop_app.reports.charts import Pattern

SHEET = "Sheet1"
NAMES = 0.285  # of a chart's width: what stands before the bars
BARS = 0.995 - NAMES  # the rest, but for the frame of the longest
LINE, BETWEEN, SHORTEST, LONGEST = 11.6, 2.5, 20.0, 50.0  # points: a name's line, what is around it, a row
IN_LINE = 11  # characters of a name
AREA = 442.2  # points a chart is wide: 156 mm
SAMPLE, LEGEND_LINE = 20.0, 17.0  # points of a legend: beside a name, of a line
BAR = 13.0  # points a bar is high
NAME_FACE, FACE, FIGURE_FACE = "楷体", "宋体", "黑体"
FINE, FIGURE = 1050, 900  # hundredths of a point

_CHART = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
    '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
    '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{wide:.4f}"/><c:h val="{high:.4f}"/>'
    "</c:manualLayout></c:layout>"
    '<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
    '<c:gapWidth val="{gap:.0f}"/><c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{names}'
    '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
    '<c:lblOffset val="50"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:max val="{longest:g}"/>'
    '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>'
    '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1001"/>'
    '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    "<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
    "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{type}"
    '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
)
_LEGEND = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{type}</c:legend>'
_SERIES = (
    '<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
    "<c:tx>{name}</c:tx>{look}"
    '<c:invertIfNegative val="0"/>{labels}'
    "<c:cat>{rows}</c:cat>"
    "<c:val><c:numRef><c:f>{range}</c:f><c:numCache><c:formatCode>General</c:formatCode>{values}</c:numCache>"
    "</c:numRef></c:val></c:ser>"
)
_SHOWN = (
    '<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_LETTERS = (
    'sz="{size}" b="0"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    '<a:latin typeface="{face}"/><a:ea typeface="{face}"/>'
)
_TYPE = (
    f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr {_LETTERS}</a:defRPr></a:pPr>"
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_BESIDE = (
    '<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
    f'<a:r><a:rPr lang="zh-CN" {_LETTERS}</a:rPr><a:t>{{words}}</a:t></a:r></a:p></c:rich></c:tx>'
    "{shown}</c:dLbl>"
)
_LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_HATCH = (
    '<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
)
_PLATE = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'


@dataclass(frozen=True)
class Series:
    """A part of each bar: its name, a value a row, its fill.

    `narrow` are the rows, from 0, where a figure has no room. `beside`: words after each bar instead.
    `labelled`: whether it has figures at all.
    """

    name: str
    values: tuple[float, ...]
    pattern: Pattern
    narrow: frozenset[int] = frozenset()
    beside: tuple[str, ...] = ()
    labelled: bool = True


@dataclass(frozen=True)
class Chart:
    """A chart of bars: its title, all of it in words, a name a row, what the bars are made of.

    `grouping` is DrawingML's, `longest` what the whole width stands for.
    """

    title: str
    told: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    grouping: str
    longest: float
    legend: bool = True

    @property
    def row(self) -> float:
        """How high a row is, in points: the longest name has room for its lines."""
        lines = max(-(-len(name) // IN_LINE) for name in self.names)
        return min(max(lines * LINE + BETWEEN, SHORTEST), LONGEST)

    @property
    def above(self) -> float:
        """What is above the bars, in points: lines of the legend."""
        wide = sum(SAMPLE + len(one.name) * FINE / 100 for one in self.series)
        return LEGEND_LINE * (1 + -(-wide // AREA)) * self.legend

    @property
    def height(self) -> float:
        """In points."""
        return self.above + self.row * len(self.names)


def chart_xml(chart: Chart) -> bytes:
    """Return the part of a chart; its first relationship is to lead to its workbook."""
    top = chart.above / chart.height
    return _CHART.format(
        left=NAMES,
        top=top,
        wide=BARS,
        high=1 - top,
        grouping=chart.grouping,
        series="".join(_series(chart, at) for at in range(len(chart.series))),
        gap=100 * (chart.row / BAR - 1),
        names=_type(NAME_FACE, FINE),
        longest=chart.longest,
        legend=_LEGEND.format(type=_type(FACE, FINE)) if chart.legend else "",
        type=_type(FACE, FINE),
    ).encode()


def _series(chart: Chart, at: int) -> str:
    one = chart.series[at]
    column, last = _column(at + 1), len(chart.names) + 1
    return _SERIES.format(
        at=at,
        name=_strings(f"${column}$1", [one.name]),
        look=_look(one.pattern),
        labels=_labels(one),
        rows=_strings(f"$A$2:$A${last}", chart.names),
        range=f"{SHEET}!${column}$2:${column}${last}",
        values=_points([f"{value:g}" for value in one.values]),
    )


def _column(number: int) -> str:
    """Return the letter of a column of the workbook, from 0; there are never many."""
    return chr(ord("A") + number)


def _strings(cells: str, words: Sequence[str]) -> str:
    """Return words that stand in cells of the workbook."""
    return f"<c:strRef><c:f>{SHEET}!{cells}</c:f><c:strCache>{_points(words)}</c:strCache></c:strRef>"


def _points(words: Sequence[str]) -> str:
    points = (f'<c:pt idx="{at}"><c:v>{escape(one)}</c:v></c:pt>' for at, one in enumerate(words))
    return f'<c:ptCount val="{len(words)}"/>{"".join(points)}'


def _look(pattern: Pattern) -> str:
    """Return how a part is filled, and its frame."""
    if pattern.hatch:
        fill = _HATCH.format(pattern="openDmnd" if pattern.crossed else "wdUpDiag")
    else:
        gray = _gray(1.0 if pattern.fill is None else pattern.fill)
        fill = f'<a:solidFill><a:srgbClr val="{gray}"/></a:solidFill>'
    return f"<c:spPr>{fill}{_LINE}</c:spPr>"


def _gray(share: float) -> str:
    """Return a gray as red, green and blue; 0 is black."""
    return f"{round(share * 255):02X}" * 3


def _labels(one: Series) -> str:
    if not one.labelled:
        return ""
    if one.beside:
        shown = _SHOWN.format(place="outEnd", value=1)
        each = (
            _BESIDE.format(at=at, words=escape(words), shown=shown, face=FACE, size=FINE, colour=_gray(0))
            for at, words in enumerate(one.beside)
        )
        return f"<c:dLbls>{''.join(each)}{_type(FACE, FINE)}{shown}</c:dLbls>"
    gone = (f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in sorted(one.narrow))
    return (
        f'<c:dLbls>{"".join(gone)}<c:numFmt formatCode="0;;;" sourceLinked="0"/>'
        f"{_PLATE if one.pattern.hatch else ''}{_type(FIGURE_FACE, FIGURE, one.pattern.figure)}"
        f"{_SHOWN.format(place='ctr', value=1)}</c:dLbls>"
    )


def _type(face: str, size: int, gray: float = 0.0) -> str:
    return _TYPE.format(face=face, size=size, colour=_gray(gray))
