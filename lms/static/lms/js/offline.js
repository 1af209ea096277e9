// Crisis help opens without a network: the service worker keeps that one page. Without support nothing is lost.
navigator.serviceWorker?.register("/sw.js").catch(() => {});
