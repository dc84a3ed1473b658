using Crm.Contacts;
using Crm.Contacts.Panels;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>What somebody, or those of a household, go through now, on their page.</summary>
internal sealed class ContextsPanel(Contexts contexts, ContextRules rules, ContextBook book, Rights rights, TimeProvider time, IStringLocalizer<ContextsPanel> s) : IContactPanel
{
    public string Name => "contexts";

    public string Title => s["What they go through"];

    public string Position => "14";

    public string? Permission => MessagingPermissions.ViewContexts;

    public bool IsFor(string contentType) => contentType is ContactTypes.Person or ContactTypes.Household;

    public string View => "/Crm.Messaging/Contexts/_Contexts.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var (id, now) = (context.Contact.ContentItemId, time.GetUtcNow().UtcDateTime);
        var own = (await contexts.LogAsync([id], cancellationToken)).DistinctBy(row => row.ContextId).Where(row => row.IsOpen(now));
        var home = context.Contact.ContentType == ContactTypes.Person ? (await rules.OfPeopleAsync([id], cancellationToken))[id].Where(row => row.SubjectId != id) : [];
        return new ContextsOfContact(id, [.. own, .. home], await book.NamesAsync(context.User), await rights.HoldsAsync(context.User, MessagingPermissions.EditContexts));
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record ContextsOfContact(string ContactId, IReadOnlyList<ContextEntry> Contexts, ContextNames Names, bool MayEdit);
