using Crm.Kernel.Data;
using Crm.Kernel.Display.Today;

namespace Crm.Admin.Today;

/// <summary>Three steps for who has just set a site up, until they are put away.</summary>
internal sealed class WelcomeCard(IDocumentManager<WelcomeSteps> documents) : ITodayCard
{
    public string Position => "0";

    public bool IsWide => true;

    public string? Permission => AdminPermissions.ManageSettings;

    public string View => "/Crm.Admin/Today/_Welcome.cshtml";

    public async ValueTask<object?> ReadAsync(CancellationToken cancellationToken)
        => await documents.GetOrCreateImmutableAsync() is { IsDismissed: false } steps ? steps : null;
}
