"""The page of an official paper (GB/T 9704-2012): A4, a type area of 156 × 225 mm, 22 lines of 28 characters.

All lengths are in points.
"""

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP, LEFT, BOTTOM = 37 * MM, 28 * MM, 35 * MM
AREA_HEIGHT = 225 * MM
LINES, CHARACTERS = 22, 28
LEADING = AREA_HEIGHT / LINES
BODY = 15.75  # 3号 is 16 pt, of which only 27 fit
AREA_WIDTH = BODY * CHARACTERS
# Smaller type keeps to the grid too: three lines of 小四 or four of 五号 take two lines of it.
SMALL, SMALL_LEADING = 12.0, LEADING * 2 / 3
FINE, FINE_LEADING = 10.5, LEADING / 2
FOLIO = 14.0  # 4号, the page number
FOLIO_BELOW = 7 * MM
