using System.Security.Claims;
using Crm.Contacts.PersonalData;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy;

/// <summary>People whose data a user may handle: those he may see as a record, in the trash too.</summary>
internal sealed class PeopleInReach(DataSubjects subjects, Rights rights, Visible visible, IStringLocalizer<PeopleInReach> s)
{
    /// <summary>The person, or who they became by a merge; null when there is none or the user may not see them.</summary>
    public async Task<DataSubject?> FindAsync(ClaimsPrincipal user, string id, CancellationToken cancellationToken)
        => await subjects.FindAsync(id, cancellationToken) is { } subject && await rights.HoldsAsync(user, CommonPermissions.ViewContent, subject.Records[0]) ? subject : null;

    /// <summary>The name as this user sees it; blank when it is hidden or there is none.</summary>
    public async Task<string> NameAsync(ClaimsPrincipal user, DataSubject subject) => (await visible.ForAsync(user)).Show(subject.Records[0]).DisplayText ?? "";

    /// <summary>The same for a heading: it says so when there is none to show.</summary>
    public async Task<string> ShownNameAsync(ClaimsPrincipal user, DataSubject subject) => await NameAsync(user, subject) is { Length: > 0 } name ? name : s["(no name)"];
}
