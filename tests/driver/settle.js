// Tells when fonts and pictures are there, and motion has ended; then two frames later, when it is all painted.
const done = arguments[0];
const frame = () => new Promise((next) => requestAnimationFrame(next));
const pictures = [...document.images].map((image) => image.decode().catch(() => {}));
const motions = document.getAnimations().filter((motion) => motion.effect?.getComputedTiming().endTime !== Infinity);
Promise.all([document.fonts.ready, ...pictures, ...motions.map((motion) => motion.finished.catch(() => {}))])
  .then(frame)
  .then(frame)
  .then(() => done());
