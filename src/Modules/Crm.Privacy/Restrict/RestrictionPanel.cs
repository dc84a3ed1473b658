using Crm.Contacts;
using Crm.Contacts.Panels;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Restrict;

/// <summary>Whether a person's data is restricted, and the way to set or lift that.</summary>
internal sealed class RestrictionPanel(Restrictions restrictions, IStringLocalizer<RestrictionPanel> s) : IContactPanel
{
    public string Name => "restriction";

    public string Title => s["Restriction of use"];

    public PanelPlace Place => PanelPlace.Facts;

    public string Position => "92";

    public string? Permission => PrivacyPermissions.Restrict;

    public bool IsFor(string contentType) => contentType == ContactTypes.Person;

    public string View => "/Crm.Privacy/Restrict/_Restriction.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var id = context.Contact.ContentItemId;
        return new RestrictionOfPerson(id, (await restrictions.StandingAsync([id], cancellationToken)).ContainsKey(id));
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record RestrictionOfPerson(string PersonId, bool IsRestricted);
