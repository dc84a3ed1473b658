using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Items;

/// <summary>Items of all types or of one.</summary>
[Right("ListContent")]
public sealed class ListItems(ISession session, IContentDefinitionManager definitions, RecordScopes scopes, IServiceProvider services, IStringLocalizer<ListItems> text) : PageModel
{
    private const int PageSize = 50;

    private readonly ItemRights _rights = services.GetRequiredService<ItemRights>();

    /// <summary>The type; null for all.</summary>
    public ContentTypeLayout? Type { get; private set; }

    /// <summary>Types with a list.</summary>
    public IReadOnlyList<ContentTypeLayout> Types { get; private set; } = [];

    /// <summary>Words of the title.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>published, draft, trash or blank.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>The filtered field, <c>Part.Field</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Field { get; set; }

    /// <summary>Operator of the filter.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Op { get; set; }

    /// <summary>Value of the filter.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Value { get; set; }

    /// <summary>title, -title, modified or -modified.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<ContentItemIndex> Rows { get; private set; } = [];

    /// <summary>Key of the page before.</summary>
    public string? Previous { get; private set; }

    /// <summary>Key of the page after.</summary>
    public string? Next { get; private set; }

    /// <summary>Filterable fields that the reader sees.</summary>
    public IReadOnlyList<ContentFieldLayout> Filters { get; private set; } = [];

    /// <summary>Paths whose filter is not complete yet.</summary>
    public IReadOnlySet<string> Filling { get; private set; } = new HashSet<string>();

    /// <summary>The condition in force.</summary>
    public FieldCondition? Condition { get; private set; }

    /// <summary>Why the condition is not in force.</summary>
    public string? Fault { get; private set; }

    /// <summary>The reader may create items.</summary>
    public bool MayCreate { get; private set; }

    /// <summary>The reader may publish items of the list.</summary>
    public bool MayPublish { get; private set; }

    /// <summary>The reader may delete items of the list, and bring them back.</summary>
    public bool MayDelete { get; private set; }

    /// <summary>Whether anything is asked of the list.</summary>
    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Status) || Condition is not null;

    /// <summary>Statuses to choose from.</summary>
    public IReadOnlyList<(string Value, string Words)> Statuses => [("", text["Current"]), ("published", text["Published"]), ("draft", text["Drafts"]), ("trash", text["Trash"])];

    /// <summary>Operators to choose from.</summary>
    public IReadOnlyList<(string Value, string Words)> Operators => [
        ("is", text["is"]), ("not", text["is not"]), ("has", text["contains"]), ("starts", text["starts with"]), ("from", text["is at least"]), ("to", text["is at most"]), ("blank", text["is blank"])];

    private Sight _sight = null!;

    private bool HidesNames => (Type is null ? Types : [Type]).Any(type => !SeesNames(type));

    private string Order => Sort is "title" or "-title" && HidesNames ? "-modified" : Sort is "title" or "-title" or "modified" or "-modified" ? Sort : "-modified";

    /// <summary>Shows a page.</summary>
    public async Task<IActionResult> OnGetAsync(string? type, string? after, string? before)
    {
        if (await QueryAsync(type) is not { } query)
        {
            return NotFound();
        }

        foreach (var layout in Type is null ? Types : [Type])
        {
            MayPublish |= layout.Settings.Draftable && await _rights.MaySomeAsync(User, CommonPermissions.PublishContent, layout);
            MayDelete |= await _rights.MaySomeAsync(User, CommonPermissions.DeleteContent, layout);
        }

        var rows = await query.Page(Order, after, before, PageSize).ToListAsync();
        var more = rows.Count > PageSize;
        rows = rows.Take(PageSize).ToList();
        if (before is not null)
        {
            rows.Reverse();
        }

        Rows = rows;
        Previous = rows.Count > 0 && (before is not null ? more : after is not null) ? ItemKey.Of(rows[0], Order) : null;
        Next = rows.Count > 0 && (before is not null || more) ? ItemKey.Of(rows[^1], Order) : null;
        return Page();
    }

    /// <summary>How many there are, fetched after the rows.</summary>
    public async Task<IActionResult> OnGetCountAsync(string? type)
        => await QueryAsync(type) is { } query ? Content((await query.All.CountAsync()).ToString("N0")) : NotFound();

    /// <summary>Moves the chosen items to the trash.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string? type, string[] ids)
        => BulkAsync(type, BulkAct.Remove, ids, count => text["{0} items are in the trash.", count]);

    /// <summary>Publishes the chosen items.</summary>
    public Task<IActionResult> OnPostPublishAsync(string? type, string[] ids)
        => BulkAsync(type, BulkAct.Publish, ids, count => text["{0} items are published.", count]);

    /// <summary>Brings the chosen items back.</summary>
    public Task<IActionResult> OnPostRestoreAsync(string? type, string[] ids)
        => BulkAsync(type, BulkAct.Restore, ids, count => text["{0} items are back.", count]);

    /// <summary>Undoes a bulk act.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string? type, string batch)
    {
        if (!await services.GetRequiredService<BatchRights>().MayUndoAsync(User, batch))
        {
            return Forbid();
        }

        var left = await services.GetRequiredService<IHistory>().UndoBatchAsync(batch);
        this.Toast(left.Count == 0 ? text["Undone."] : text["Undone, but for {0} items that were changed since.", left.Count]);
        return LocalRedirect("~/admin/content/" + type);
    }

    /// <summary>The title of a row, as far as the reader sees it.</summary>
    public string? NameOf(ContentItemIndex row) => _sight.CanSee(row.ContentType, nameof(row.DisplayText)) ? row.DisplayText : null;

    /// <summary>The name of a type.</summary>
    public string NameOf(string contentType) => text[Types.FirstOrDefault(type => type.Name == contentType)?.DisplayName ?? contentType];

    private async Task<IActionResult> BulkAsync(string? type, BulkAct act, string[] ids, Func<int, string> said)
    {
        var (done, batch) = await services.GetRequiredService<BulkItems>().DoAsync(User, act, ids.Take(500));
        this.Toast(said(done), undo: $"~/admin/content/{type}?handler=Undo&batch={batch}");
        return LocalRedirect("~/admin/content/" + type);
    }

    private async Task<ItemQuery?> QueryAsync(string? type)
    {
        Types = [.. (await definitions.ListLayoutsAsync()).Where(layout => layout.Settings.Listable).OrderBy(layout => layout.DisplayName, StringComparer.CurrentCulture)];
        Type = type is null ? null : await definitions.GetLayoutAsync(type);
        if (type is not null && Type is null)
        {
            return null;
        }

        _sight = await _rights.SightAsync(User);
        var query = new ItemQuery(session, await SeenAsync());
        query.Status(Status);
        query.Title(Q);
        if (Type is not null)
        {
            MayCreate = await _rights.MayCreateAsync(User, Type);
            await FilterAsync(query);
        }

        return query;
    }

    private bool SeesNames(ContentTypeLayout type) => _sight.CanSee(type.Name, nameof(ContentItemIndex.DisplayText));

    /// <summary>The rows of the types asked for that the reader may see; words find none whose title he may not.</summary>
    private async Task<IQueryable<ContentItemIndex>> SeenAsync()
    {
        if (Type is not null)
        {
            var name = Type.Name;
            return !string.IsNullOrWhiteSpace(Q) && !SeesNames(Type) ? session.QueryIndex<ContentItemIndex>().Where(_ => false) : (await scopes.ForAsync(User, name)).Apply(session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == name), row => row.Owner);
        }

        var whole = new List<string>();
        foreach (var layout in Types)
        {
            if ((string.IsNullOrWhiteSpace(Q) || SeesNames(layout)) && (await scopes.ForAsync(User, layout.Name)).IsAll)
            {
                whole.Add(layout.Name);
            }
        }

        var all = whole.ToArray();
        return session.QueryIndex<ContentItemIndex>().Where(row => all.Contains(row.ContentType));
    }

    private async Task FilterAsync(ItemQuery query)
    {
        var sight = await _rights.SightAsync(User, Type!.Name);
        Filters = [.. Type.Fields.Where(field => FilterTable.Takes(field.FieldName) && field.GetSettings<FieldIndexSettings>().Filterable && sight(field.Path))];
        var state = await services.GetRequiredService<IDocumentManager<FilterBackfill>>().GetOrCreateImmutableAsync();
        Filling = state.Pending.Where(pending => pending.ContentType == Type.Name).SelectMany(pending => pending.Fields).ToHashSet();
        if (string.IsNullOrEmpty(Field))
        {
            return;
        }

        if (Filters.FirstOrDefault(field => field.Path == Field) is not { } filtered)
        {
            Fault = text["This list has no filter “{0}”.", Field];
            return;
        }

        var condition = new FieldCondition(filtered, FieldCondition.Operators(filtered.FieldName).Contains(Op) ? Op! : FieldCondition.Operators(filtered.FieldName)[0], Value ?? "");
        if (!condition.IsReadable)
        {
            Fault = text["“{0}” is not a value to compare {1} with.", Value ?? "", filtered.DisplayName];
            return;
        }

        (Condition, Op) = (condition, condition.Operator);
        query.Where(condition);
    }
}
