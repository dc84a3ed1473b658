namespace Crm.Bench.Pages;

/// <summary>Adds nothing but the page.</summary>
public sealed class Startup : StartupBase;
