using Crm.Contacts;
using Crm.Contacts.Panels;
using Crm.Contacts.PersonalData;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Requests;

/// <summary>What a person has asked for, on their page.</summary>
internal sealed class RequestsPanel(RequestRegister register, DataSubjects subjects, RequestLabels labels, IStringLocalizer<RequestsPanel> s) : IContactPanel
{
    public string Name => "privacy-requests";

    public string Title => s["Requests"];

    public PanelPlace Place => PanelPlace.Facts;

    public string Position => "91";

    public string? Permission => PrivacyPermissions.ManageRequests;

    public bool IsFor(string contentType) => contentType == ContactTypes.Person;

    public string View => "/Crm.Privacy/Requests/_Requests.cshtml";

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        var id = context.Contact.ContentItemId;
        return new RequestsOfPerson(id, await subjects.FindAsync(id, cancellationToken) is { } subject ? await register.OfAsync(subject, cancellationToken) : [], labels, await register.TodayAsync());
    }
}

/// <summary>What the panel shows.</summary>
internal sealed record RequestsOfPerson(string PersonId, IReadOnlyList<PrivacyRequest> Requests, RequestLabels Labels, DateOnly Today);
