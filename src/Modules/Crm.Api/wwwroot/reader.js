// Draws the API's document with what this host serves: no fonts, counters or proxies from elsewhere.
const reader = document.getElementById('reader');
window.Scalar.createApiReference(reader, {
  url: reader.dataset.document,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
});
