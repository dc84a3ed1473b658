using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Segments;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>The log of exports: the newest 200.</summary>
[Right(ContactsPermissions.ViewExports)]
internal sealed class ListExports(ExportLog log, ExportSightsReader sights, PersonColumns catalogue, AskedPeople asked, RuleBooks books, ContactLabels labels, UserNames users, IStringLocalizer<ListExports> s) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<PeopleExport> Exports { get; private set; } = [];

    private IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    private IReadOnlyDictionary<string, string> Owners { get; set; } = new Dictionary<string, string>();

    // Segment and conditions in words, by export; what this user may not ask is not said.
    private Dictionary<string, string> Words { get; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Exports = await log.ListAsync(Most, cancellationToken);
        var seen = await sights.ReadAsync(User);
        Labels = (await catalogue.SeenAsync(seen.People, seen.Timeline)).ToDictionary(column => column.Name, column => column.Label);
        foreach (var one in Exports.Where(one => one.Segment.Length + one.Conditions.Length > 0))
        {
            var of = await asked.ReadAsync(new PeopleFilter(null, null, null, one.Segment, one.Conditions), User, cancellationToken);
            Words[one.Id] = string.Join(", ", new[] { of.SegmentName, of.Tree.Of.Count > 0 ? (await books.ForAsync(User, cancellationToken)).Say(of.Tree) : null }.Where(text => !string.IsNullOrEmpty(text)));
        }

        Owners = await users.OfAsync(Exports.Select(one => one.Owner).Where(owner => owner.Length > 0));
    }

    /// <summary>The headings of its columns; the name of one that is gone or hidden.</summary>
    public IEnumerable<string> ColumnsOf(PeopleExport export) => export.Columns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Labels.GetValueOrDefault(name) ?? name);

    /// <summary>What the file was for; empty when that was not asked yet.</summary>
    public string PurposeOf(PeopleExport export) => export.Purpose switch
    {
        nameof(ExportPurpose.Own) => s["own use"], nameof(ExportPurpose.Outside) => s["somebody outside"], nameof(ExportPurpose.OutsideWithChildren) => s["somebody outside, those under 18 too"], _ => "",
    };

    /// <summary>What the list was narrowed by; empty for everybody.</summary>
    public string NarrowedBy(PeopleExport export) => string.Join(", ", ((string[])
    [
        export.Search.Length > 0 ? s["“{0}”", export.Search].Value : "",
        export.Stage.Length > 0 ? labels.Stage(export.Stage) : "",
        Words.GetValueOrDefault(export.Id) ?? "",
        export.Owner.Length > 0 ? Owners.GetValueOrDefault(export.Owner) ?? export.Owner : "",
    ]).Where(text => text.Length > 0));
}
