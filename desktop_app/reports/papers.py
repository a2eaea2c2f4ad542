"""What a PDF can be; needs nothing, so that the command line can name them before anything is read."""

REPORT = "自评报告"
PROBLEMS, PHOTOS, ONE_PAGE = "问题清单", "照片页", "一页概览"
PAPERS = (REPORT, "自评表", "任务分解表", PROBLEMS, PHOTOS, ONE_PAGE)
