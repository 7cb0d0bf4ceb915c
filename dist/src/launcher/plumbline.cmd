@echo off
setlocal
set ORT_DISABLE_TELEMETRY=1
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set options=-XX:+UseSerialGC -Xms64m -XX:MaxNewSize=32m -XX:MaxRAMPercentage=50
set options=%options% -Dsun.misc.unsafe.memory.access=allow -Dplumbline.terminal=false
set options=%options% -Dplumbline.command=plumbline
"%java%" %options% -jar "%~dp0..\lib\plumbline.jar" %*
exit /b %ERRORLEVEL%
