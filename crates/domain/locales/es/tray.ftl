# The tray's menu, the desktop's notifications, and the dialogs that the window's shell has the system show.

tray-off = Sin registro
tray-recording = Registrando: { $project }
tray-paused = En pausa: { $project }
tray-problem = Algo no va bien: { $project }
tray-worked = { $time } de trabajo
tray-pause = Pausar
tray-resume = Reanudar
tray-stop = Terminar
tray-start = Empezar
tray-start-none = Ningún proyecto está listo
tray-open = Abrir Candor
tray-outbox = { $count ->
    [0] Bandeja de salida
   *[other] Bandeja de salida ({ $count })
}
tray-quit = Cerrar Candor
tray-quit-recording = Terminar y cerrar

told-paused = Candor está en pausa
told-paused-text = { $why }. No se registra nada hasta que usted reanude.
told-stopped = Candor ha terminado la sesión
told-soon = Enseguida: { $what }
told-soon-text = Candor la toma en { $seconds } segundos. Si pausa, no se toma.
told-taken = Tomada: { $what }
told-taken-text = Espera en su bandeja de salida. Allí puede verla, tapar partes o borrarla.
told-screenshots = una captura de pantalla
told-webcam_stills = una imagen de la cámara

install = ¿Instalar Candor { $version } en lugar de { $current }? Puede que el sistema le pida su contraseña.
install-yes = Instalar
install-no = Ahora no
