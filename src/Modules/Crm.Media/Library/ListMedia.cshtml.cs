using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Files;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Media.Library;

/// <summary>The media library: a folder as a list or as pictures, and what one does with its files.</summary>
[Right(MediaPermissions.ViewMediaContent)]
public sealed class ListMedia(MediaFiles media, MediaTrash trash, Rights rights, IStringLocalizer<ListMedia> text) : PageModel
{
    private const int PageLength = 100;
    private const string ViewCookie = "media-view";

    /// <summary>The folder shown; blank, and never null, for the whole.</summary>
    [FromQuery]
    [System.Diagnostics.CodeAnalysis.NotNull]
    public string? Folder { get; set => field = value ?? ""; } = "";

    /// <summary>Words looked for in the folder and below it.</summary>
    [FromQuery]
    public string? Q { get; set; }

    /// <summary>"grid" for pictures, else a list; kept for the next visit.</summary>
    [FromQuery]
    public string? View { get; set; }

    /// <summary>Rows before the page.</summary>
    [FromQuery]
    public int After { get; set; }

    /// <summary>Rows before the next page.</summary>
    [FromQuery]
    public int? Before { get; set; }

    /// <summary>In a dialog, only files of these extensions, apart by commas.</summary>
    [FromQuery]
    public string? Extensions { get; set; }

    /// <summary>The page's entries.</summary>
    public IReadOnlyList<MediaEntry> Entries { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Total { get; private set; }

    /// <summary>What the site takes.</summary>
    public MediaSettings Settings { get; private set; } = new();

    /// <summary>Every folder, to move things to.</summary>
    public IReadOnlyList<string> Folders { get; private set; } = [];

    /// <summary>The user may upload, rename, move and delete.</summary>
    public bool MayManage { get; private set; }

    /// <summary>The user may make folders.</summary>
    public bool MayMakeFolders { get; private set; }

    /// <summary>Pictures instead of rows.</summary>
    public bool IsGrid => View == "grid";

    /// <summary>Key of the page before.</summary>
    public string? Previous => After > 0 ? Invariant(After) : null;

    /// <summary>Key of the page after.</summary>
    public string? Next => After + PageLength < Total ? Invariant(After + PageLength) : null;

    /// <summary>The folders above the one shown, each with its path.</summary>
    public IEnumerable<string> Above
    {
        get
        {
            for (var at = Folder.IndexOf('/', StringComparison.Ordinal); at > 0; at = Folder.IndexOf('/', at + 1))
            {
                yield return Folder[..at];
            }
        }
    }

    /// <summary>Shows the folder.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        KeepView();
        return await LoadAsync(_ => true) ? Page() : NotFound();
    }

    /// <summary>The folder as a dialog shows it.</summary>
    public async Task<IActionResult> OnGetChooseAsync()
    {
        string[] allowed = [.. (Extensions ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];
        return await LoadAsync(entry => entry.IsFolder || allowed.Length == 0 || allowed.Contains(Path.GetExtension(entry.Path), StringComparer.OrdinalIgnoreCase))
            ? Partial("/Crm.Media/Library/_Choose.cshtml", this)
            : NotFound();
    }

    /// <summary>Makes a folder.</summary>
    [Right(MediaPermissions.ManageMediaFolder)]
    public IActionResult OnPostFolder(string? name)
        => Try(() => media.CreateFolder(MediaPath.Join(Folder, (name ?? "").Trim()))) ? Here(MediaPath.Join(Folder, MediaPath.Composed(name!.Trim()))) : Here(Folder);

    /// <summary>Puts the ticked ones, or the one whose button was pressed, into the trash.</summary>
    [Right(MediaPermissions.ManageMediaContent)]
    public IActionResult OnPostDelete(string[] paths, string? only)
    {
        var deleted = new List<TrashedMedia>();
        foreach (var path in only is null ? paths : [only])
        {
            Try(() => deleted.Add(media.Delete(path)));
        }

        if (deleted.Count > 0)
        {
            var sentence = deleted.Count == 1 ? text["“{0}” is deleted.", MediaPath.NameOf(deleted[0].Path)] : text.Plural(deleted.Count, "{0} entry is deleted.", "{0} entries are deleted.");
            this.Toast(sentence, undo: Undo("Restore", deleted.Select(one => ("ids", one.Id))));
        }

        return Here(Folder);
    }

    /// <summary>Brings deleted ones back.</summary>
    [Right(MediaPermissions.ManageMediaContent)]
    public IActionResult OnPostRestore(string[] ids)
    {
        foreach (var id in ids)
        {
            Try(() => this.Toast(text["“{0}” is back.", MediaPath.NameOf(trash.Restore(id))]));
        }

        return Here(Folder);
    }

    /// <summary>Moves the ticked ones into another folder.</summary>
    [Right(MediaPermissions.ManageMediaContent)]
    public IActionResult OnPostMove(string[] paths, string? to)
    {
        var moved = new List<(string From, string To)>();
        foreach (var path in paths)
        {
            var target = MediaPath.Join(to ?? "", MediaPath.NameOf(path));
            if (target != path && Try(() => media.Move(path, target)))
            {
                moved.Add((path, target));
            }
        }

        if (moved.Count > 0)
        {
            this.Toast(text.Plural(moved.Count, "{0} entry is moved.", "{0} entries are moved."), undo: Undo("MoveBack", moved.SelectMany(pair => new[] { ("from", pair.To), ("to", pair.From) })));
        }

        return Here(Folder);
    }

    /// <summary>Moves things back to where they were.</summary>
    [Right(MediaPermissions.ManageMediaContent)]
    public IActionResult OnPostMoveBack(string[] from, string[] to)
    {
        foreach (var (path, back) in from.Zip(to))
        {
            Try(() => media.Move(path, back));
        }

        return Here(Folder);
    }

    private async Task<bool> LoadAsync(Func<MediaEntry, bool> isShown)
    {
        var all = media.List(Folder);
        if (all is null)
        {
            return false;
        }

        var found = string.IsNullOrWhiteSpace(Q) ? all : media.Search(Folder, Q);
        IReadOnlyList<MediaEntry> shown = [.. found.Where(isShown)];
        After = Math.Clamp(Before is { } before ? before - PageLength : After, 0, shown.Count);
        (Entries, Total) = ([.. shown.Skip(After).Take(PageLength)], shown.Count);
        (Settings, Folders) = (await media.SettingsAsync(), media.Folders());
        MayManage = await rights.HoldsAsync(User, MediaPermissions.ManageMediaContent);
        MayMakeFolders = await rights.HoldsAsync(User, MediaPermissions.ManageMediaFolder);
        return true;
    }

    private void KeepView()
    {
        if (View is "grid" or "list")
        {
            Response.Cookies.Append(ViewCookie, View, new() { Path = Request.PathBase.HasValue ? Request.PathBase : "/", HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        }

        View ??= Request.Cookies[ViewCookie];
    }

    private bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (MediaRefusedException refusal)
        {
            this.Toast(refusal.Message, tone: "bad");
            return false;
        }
    }

    private string Undo(string handler, IEnumerable<(string Name, string Value)> values)
        => $"~/admin/media?handler={handler}&folder={Uri.EscapeDataString(Folder)}" + string.Concat(values.Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    private LocalRedirectResult Here(string folder) => LocalRedirect("~/admin/media" + (folder.Length == 0 ? "" : "?folder=" + Uri.EscapeDataString(folder)));

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
