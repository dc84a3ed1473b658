using System.Globalization;
using Crm.Contacts.Lists;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.List;

/// <summary>A segment as the list shows one.</summary>
/// <param name="Sentence">Its conditions in words.</param>
/// <param name="Asks">Whether this user may ask it; else <paramref name="Sentence"/> says why not.</param>
internal sealed record SegmentLine(string Id, string Name, string Description, string Sentence, bool Asks, DateTime? ModifiedUtc);

/// <summary>The segments, or those in the trash. Their numbers come after the rows, one by one.</summary>
[Right(SegmentsPermissions.Use)]
internal sealed class ListSegments(
    ISession session, Segments segments, RuleBooks books, ConditionJson json, Visible visible, Kernel.Security.Rights rights, ISiteService site, IStringLocalizer<ListSegments> s) : PageModel
{
    private static readonly ListOrder<ContentItemIndex>[] s_orders = [new("name", ListOrder<ContentItemIndex>.Key(row => row.DisplayTextSort))];

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public bool IsTrash => Status == "trash";

    public IReadOnlyList<SegmentLine> Lines { get; private set; } = [];

    public string? Previous { get; private set; }

    public string? Next { get; private set; }

    public bool MayManage { get; private set; }

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        MayManage = await rights.HoldsAsync(User, SegmentsPermissions.Manage);
        var rows = session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == Segments.ContentType);
        rows = IsTrash && MayManage ? rows.Where(row => row.RemovedUtc != null) : rows.Where(row => row.Latest);
        var page = await ListPage<ContentItemIndex>.ReadAsync(
            rows, new RecordScope((IReadOnlyCollection<string>?)null), row => row.Owner, s_orders, new ListRequest(null, after, before, (await site.GetSiteSettingsAsync()).PageSize), cancellationToken);
        (Previous, Next) = (page.Previous, page.Next);
        var items = (await session.GetAsync<ContentItem>(page.Rows.Select(row => row.DocumentId))).ToDictionary(item => item.ContentItemId);
        var (sight, book) = (await visible.ForAsync(User), await books.ForAsync(User, cancellationToken));
        Lines = [.. page.Rows.Where(row => items.ContainsKey(row.ContentItemId)).Select(row => Line(items[row.ContentItemId], sight, book))];
    }

    /// <summary>How many people are in a segment, fetched after the rows.</summary>
    public async Task<IActionResult> OnGetCountAsync(string? id, CancellationToken cancellationToken)
        => id is not null && await segments.FindAsync(User, id, onePerHousehold: false, cancellationToken) is { } people
            ? Content(people.Faults.Count > 0 ? "–" : (await people.CountAsync(cancellationToken)).ToString("N0", CultureInfo.CurrentUICulture)) : NotFound();

    private SegmentLine Line(ContentItem item, Sight sight, RuleBook book)
    {
        var shown = sight.Show(item);
        var (part, faults) = (shown.As<SegmentPart>(), new List<ConditionFault>());
        var seen = sight.CanSee(Segments.ContentType, $"{nameof(SegmentPart)}.{nameof(SegmentPart.Condition)}");
        var tree = !seen ? null : part?.Condition is { } condition ? json.Read(condition, faults) : ConditionGroup.Everybody;
        faults.AddRange(tree is null ? [] : book.Check(tree));
        var sentence = !seen ? s["The conditions of this segment are hidden from you."].Value : faults.Count > 0 ? string.Join(" ", faults.Select(fault => fault.Sentence).Distinct()) : book.Say(tree!);
        return new SegmentLine(item.ContentItemId, shown.DisplayText ?? "", part?.Description ?? "", sentence, seen && faults.Count == 0, item.ModifiedUtc);
    }
}
