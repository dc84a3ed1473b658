namespace Crm.Admin.Today;

/// <summary>The welcome after a setup; a document of the tenant.</summary>
public sealed class WelcomeSteps
{
    /// <summary>Whether it was put away for good.</summary>
    public bool IsDismissed { get; set; }
}
