using Crm.Contacts;
using Crm.Contacts.Panels;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy;

/// <summary>The way from a person's page to all that is kept of them.</summary>
internal sealed class PersonalDataPanel(Rights rights, IStringLocalizer<PersonalDataPanel> s) : IContactPanel
{
    public string Name => "personal-data";

    public string Title => s["Personal data"];

    public PanelPlace Place => PanelPlace.Facts;

    public string Position => "90";

    public string? Permission => PrivacyPermissions.Export;

    public bool IsFor(string contentType) => contentType == ContactTypes.Person;

    public string View => "/Crm.Privacy/_PersonalData.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
        => new WaysToData(context.Contact.ContentItemId, await rights.HoldsAsync(context.User, PrivacyPermissions.Erase));
}

/// <summary>What the panel shows.</summary>
internal sealed record WaysToData(string PersonId, bool MayErase);
