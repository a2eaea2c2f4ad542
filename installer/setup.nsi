; The set-up program of Yaodian: for one user, without an administrator. installer/build.py runs it.
Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestLongPathAware true
ManifestDPIAware true
RequestExecutionLevel user
SetDateSave off
CRCCheck on
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define NAME "要点自评"
!define ID "Yaodian"
!define EXE "${NAME}.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define MARK "app\python\python313._pth"

Var Told ; what the first page says of what is installed already
Var Workspace ; where the uninstaller leaves the checklists

Name "${NAME}"
Caption "${NAME} ${VERSION} 安装程序"
UninstallCaption "卸载${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装和卸载程序"
VIAddVersionKey /LANG=2052 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "${NAME}还没有装好。现在退出安装吗？"

!define MUI_PAGE_HEADER_TEXT "安装到哪里"
!define MUI_PAGE_HEADER_SUBTEXT "不用改，直接点“安装”就可以。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$Told$\r$\n$\r$\n只供当前用户使用，不需要管理员权限，不需要联网。已有的清单和佐证材料不会改动。"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "安装文件夹"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE OwnFolder
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_TEXT "正在安装"
!define MUI_PAGE_HEADER_SUBTEXT "一般不到一分钟，请稍候。"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME}已经装好"
!define MUI_FINISHPAGE_TEXT "桌面和“开始”菜单里都有“${NAME}”，点它就能打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_TEXT "卸载${NAME}"
!define MUI_PAGE_HEADER_SUBTEXT "只删除程序，不删除清单和佐证材料。"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "点“卸载”，就从这台电脑上删除${NAME}程序。清单和佐证材料都留在原来的文件夹里，以后重新安装还能接着用。"
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "程序在："
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_TEXT "正在卸载"
!define MUI_PAGE_HEADER_SUBTEXT "请稍候。"
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME}已经卸载"
!define MUI_FINISHPAGE_TEXT "清单和佐证材料一样也没有删除，都在原来的文件夹里：$\r$\n$\r$\n$Workspace"
!define MUI_FINISHPAGE_LINK "打开这个文件夹"
!define MUI_FINISHPAGE_LINK_LOCATION "$Workspace"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"
SetFont /LANG=2052 "Microsoft YaHei UI" 9 ; as Windows' own dialogs since 10; NSIS would take 宋体

; Says one thing, and not each file.
!macro TELL WORDS
  SetDetailsPrint textonly
  DetailPrint "${WORDS}"
  SetDetailsPrint none
!macroend

Function .onInit
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Yaodian set-up") p ?e'
  Pop $0
  ${If} $0 = 183 ; a double click too many: there is one already
    MessageBox MB_OK|MB_ICONINFORMATION "安装程序已经打开了，请看它的窗口。" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  ReadRegDWORD $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentMajorVersionNumber"
  ${If} $0 < 10 ; Windows 7 and 8 have none
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 Windows 10 或 Windows 11。这台电脑上什么都没有改动。" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${VersionCompare} "$0" "${VERSION}" $1
  ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
    StrCpy $Told "${NAME}将安装到下面的文件夹。"
  ${ElseIf} $1 = 1
    StrCpy $Told "这台电脑上的${NAME} $0 比较新，将换成旧的 ${VERSION}。旧的可能打不开现在的清单，建议取消。"
  ${ElseIf} $1 = 2
    StrCpy $Told "这台电脑上的${NAME} $0 将换成 ${VERSION}。"
  ${Else}
    StrCpy $Told "这台电脑上已经装了${NAME} ${VERSION}，将重新安装一次。"
  ${EndIf}
FunctionEnd

; A folder that holds somebody's files is none to put a program into, nor to clear later: take one below it. Ours
; has the program, or at least the first file that a set-up without success wrote.
Function OwnFolder
  ${DirState} "$INSTDIR" $0
  ${If} $0 = 1
  ${AndIfNot} ${FileExists} "$INSTDIR\${MARK}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${EXE}"
    StrCpy $INSTDIR "$INSTDIR\${ID}"
  ${EndIf}
FunctionEnd

; Windows lends no library for writing while a program runs from it.
!macro WAIT_UNTIL_CLOSED FOLDER
  ${DoWhile} ${FileExists} "${FOLDER}\app\python\python313.dll"
    ClearErrors
    FileOpen $0 "${FOLDER}\app\python\python313.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行。请先关闭它的窗口，再点“重试”。已经填写的内容都已保存。" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

!macro REMOVE_PROGRAM
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\LICENSES"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\yaodian.exe"
!macroend

; A shortcut with the name that the running window has, so that the task bar shows both as one.
!macro SHORTCUT LINK
  CreateShortcut "${LINK}" "$INSTDIR\${EXE}"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}", ${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
        System::Call 'oleaut32::SysAllocString(w "${APP_ID}")p.r5'
        System::Call '*(&i2 ${VT_BSTR}, &i6 0, p r5, p 0)p.r4'
        ${IPropertyStore::SetValue} $2 '($3,$4)'
        ${IPropertyStore::Commit} $2 ""
        System::Call 'oleaut32::SysFreeString(pr5)'
        System::Free $3
        System::Free $4
        ${IUnknown::Release} $2 ""
      ${EndIf}
      ${IPersistFile::Save} $1 '("${LINK}",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Section
  Call OwnFolder
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR"
  ReadRegStr $R0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} $R0 != $INSTDIR
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    !insertmacro WAIT_UNTIL_CLOSED "$R0"
    ExecWait '"$R0\uninstall.exe" /S /KEEP _?=$R0'
    Delete "$R0\uninstall.exe"
    RMDir "$R0"
  ${EndIf}
  !insertmacro TELL "正在复制程序文件……"
  !insertmacro REMOVE_PROGRAM
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "没有安装完整。请检查磁盘空间，关闭正在运行的${NAME}，再运行一次安装程序。清单和佐证材料没有改动。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  !insertmacro TELL "正在准备首次启动……"
  AddSize ${COMPILED} ; what the next line writes
  nsExec::Exec '"$INSTDIR\app\python\python.exe" -m compileall -q "$INSTDIR\app\packages" "$INSTDIR\app\program"'
  Pop $0
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR"
  !insertmacro SHORTCUT "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro SHORTCUT "$DESKTOP\${NAME}.lnk"
  WriteRegStr HKCU "Software\Classes\.yaodian" "" "${ID}.Package"
  WriteRegStr HKCU "Software\Classes\${ID}.Package" "" "${NAME}备份"
  WriteRegStr HKCU "Software\Classes\${ID}.Package\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${ID}.Package\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; Takes away what the set-up made and what the program notes about its window. A workspace is never looked into.
Section Uninstall
  !insertmacro WAIT_UNTIL_CLOSED "$INSTDIR"
  !insertmacro TELL "正在删除程序文件……"
  !insertmacro REMOVE_PROGRAM
  ${GetParameters} $0
  ${GetOptions} $0 "/KEEP" $1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\${ID}.Package"
  ReadRegStr $0 HKCU "Software\Classes\.yaodian" ""
  ${If} $0 == "${ID}.Package"
    DeleteRegKey HKCU "Software\Classes\.yaodian"
  ${EndIf}
  ReadRegStr $Workspace HKCU "Software\yaodian\window" "workspace" ; as the window noted it (desktop_app/views/memory.py)
  ${If} $Workspace == ""
    StrCpy $Workspace "$DOCUMENTS\${NAME}"
  ${EndIf}
  DeleteRegKey HKCU "Software\yaodian"
  DeleteRegKey HKCU "${UNINSTALL}"
  RMDir /r "$LOCALAPPDATA\yaodian"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
