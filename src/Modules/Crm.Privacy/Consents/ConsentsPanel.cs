using Crm.Contacts;
using Crm.Contacts.Panels;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Consents;

/// <summary>What a person agreed to, on their page: recorded and withdrawn in two clicks.</summary>
internal sealed class ConsentsPanel(ConsentLog log, ConsentLabels labels, DataSubjects subjects, Rights rights, IStringLocalizer<ConsentsPanel> s) : IContactPanel
{
    public string Name => "consents";

    public string Title => s["Consents"];

    public PanelPlace Place => PanelPlace.Facts;

    public string Position => "80";

    public string? Permission => PrivacyPermissions.ViewConsents;

    public bool IsFor(string contentType) => contentType == ContactTypes.Person;

    public string View => "/Crm.Privacy/Consents/_Consents.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var id = context.Contact.ContentItemId;
        var subject = await subjects.FindAsync(id, cancellationToken);
        return new ConsentsOfPerson(
            id, subject is null ? [] : await log.StandAsync(subject, cancellationToken), labels, await rights.HoldsAsync(context.User, PrivacyPermissions.RecordConsents));
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record ConsentsOfPerson(string PersonId, IReadOnlyList<ConsentLine> Lines, ConsentLabels Labels, bool MayRecord);
