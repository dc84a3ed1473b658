using System.Globalization;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.MailEditor.Blocks;
using Crm.Messaging;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Merge;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.MailEditor.Edit;

/// <summary>Writes one language of a template as blocks. The document stays the source: what is not changed keeps its bytes, and a save is a version as in the source editor.</summary>
[Right(MessagingPermissions.Templates), RequestFormLimits(ValueLengthLimit = LargestField, ValueCountLimit = MostFields)]
internal sealed class EditBlocks(MailTemplates templates, Visible visible, NewBlocks fresh, BlockWords words, IStringLocalizer<EditBlocks> s) : PageModel
{
    private const int LargestField = 2_000_000;
    private const int MostFields = 5_000;
    private const int MostSentences = 8;

    public MailTemplate Template { get; private set; } = null!;

    [BindProperty]
    public BlocksForm Input { get; set; } = new();

    /// <summary>The language to read beside it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Beside { get; set; }

    /// <summary>What is written now.</summary>
    public BlockList Blocks { get; private set; } = new();

    /// <summary>Another language's blocks; null when none is looked at.</summary>
    public BlockList? Other { get; private set; }

    public MailContent Mail { get; private set; } = new();

    public MailVariant Variant { get; private set; } = new();

    /// <summary>The languages there are.</summary>
    public IReadOnlyList<string> Languages => [.. Mail.Variants.Select(variant => variant.Language)];

    /// <summary>The fields that can be put in.</summary>
    public IReadOnlyList<MergeField> Fields { get; private set; } = [];

    public BlockWords Words => words;

    /// <summary>The id of what is to have the focus.</summary>
    public string? Focus { get; private set; }

    /// <summary>What was done, for who cannot see it.</summary>
    public string? Said { get; private set; }

    /// <summary>Conditions that can be chosen, with the one that is there.</summary>
    public IReadOnlyList<SelectListItem> Conditions(string now)
        => [.. Fields.Where(field => field.Kind != MergeKind.Day && field.Path != MergeFields.SiteUrl && (field.CanBeEmpty || field.Kind == MergeKind.Flag)).Select(field => field.Path).Append(now).Distinct().Select(path => new SelectListItem(words.Condition(path), path, path == now))];

    public async Task<IActionResult> OnGetAsync(string template, string? language, CancellationToken cancellationToken)
    {
        if (!await FindAsync(template, language, cancellationToken))
        {
            return NotFound();
        }

        (Input.Language, Input.Version, Input.Source) = (Variant.Language, Template.Version, Variant.Html);
        Show();
        return Page();
    }

    /// <summary>Changes the blocks without saving: moves, adds, removes, or takes the last change back.</summary>
    public async Task<IActionResult> OnPostBuildAsync(string template, string? act, CancellationToken cancellationToken)
    {
        if (!await FindAsync(template, Input.Language, cancellationToken) || !Enter())
        {
            return NotFound();
        }

        if (act == "undo")
        {
            (Focus, Said) = ("undo", Input.Past.Count > 0 ? s["The last change was taken back."] : s["There is nothing to take back."]);
            Input.TakeBack();
        }
        else if (act is not null && ChangeBlocks.Act(Blocks, act, fresh) is { } path)
        {
            Input.Put(Blocks.ToSource());
            var isGone = act.StartsWith("remove", StringComparison.Ordinal);
            Focus = isGone ? "undo" : act.Split(':')[0] is "up" or "down" ? $"{act.Split(':')[0]}-{path}" : $"block-{path}";
            Said = isGone ? s["The block was removed."] : s["The block is number {0} now.", int.Parse(path.Split('.')[^1], CultureInfo.InvariantCulture) + 1];
        }

        ModelState.Clear();
        Show();
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.MailEditor/Edit/_Blocks.cshtml", this) : Page();
    }

    /// <summary>Saves the draft as a version.</summary>
    public async Task<IActionResult> OnPostAsync(string template, CancellationToken cancellationToken)
    {
        if (!await FindAsync(template, Input.Language, cancellationToken) || !Enter())
        {
            return NotFound();
        }

        Variant.Html = Input.Source!;
        var (faults, _) = await templates.FaultsAsync(template, Mail, Template.IsLayout, await visible.ForAsync(User), isNew: false, cancellationToken);
        ModelState.Clear();
        foreach (var fault in faults.Take(MostSentences))
        {
            ModelState.AddModelError("", fault.Sentence);
        }

        if (Template.Version != Input.Version)
        {
            ModelState.AddModelError("", s["Somebody saved version {0} meanwhile. Look at it among the versions; saved again, yours becomes the next one.", Template.Version]);
            Input.Version = Template.Version;
        }

        if (!ModelState.IsValid)
        {
            Show();
            return Page();
        }

        var before = Template.Version;
        var number = await templates.SaveAsync(template, Mail, Template.IsLayout, cancellationToken);
        this.Toast(number == before ? s["Nothing was changed."] : s["Version {0} is in use.", number], undo: number == before ? null : $"~/admin/mail-templates/{template}?handler=Use&version={before}");
        return Redirect(Url.Content($"~/admin/mail-templates/{template}/blocks?language={Uri.EscapeDataString(Variant.Language)}"));
    }

    private async Task<bool> FindAsync(string template, string? language, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(template, cancellationToken) is not { RemovedUtc: null } found || await templates.VersionAsync(found, null, cancellationToken) is not { } version)
        {
            return false;
        }

        (Template, Mail) = (found, MailContent.Of(version.Content));
        Variant = (string.IsNullOrEmpty(language) ? Mail.Variants.FirstOrDefault() : Mail.Variants.FirstOrDefault(variant => variant.Language == language))!;
        Fields = [.. MergeFields.Of(Mail, Template.IsLayout).Values];
        return Variant is not null;
    }

    // The draft with what stands in the fields.
    private bool Enter()
    {
        if (Input.Source is not { } source)
        {
            return false;
        }

        Blocks = ReadBlocks.Of(source);
        foreach (var (path, block) in ChangeBlocks.All(Blocks))
        {
            ChangeBlocks.Fill(block, name => Request.Form.TryGetValue($"block.{path}.{name}", out var entered) ? entered.ToString() : null);
        }

        Input.Put(Blocks.ToSource());
        return true;
    }

    private void Show()
    {
        Blocks = ReadBlocks.Of(Input.Source!);
        Other = Beside is { Length: > 0 } && Mail.Variants.FirstOrDefault(variant => variant.Language == Beside && variant != Variant) is { } other ? ReadBlocks.Of(other.Html) : null;
    }
}

/// <summary>A list of blocks to be shown, with where it stands.</summary>
internal sealed record BlockListView(EditBlocks Page, BlockList List, string Path)
{
    /// <summary>The list within a block.</summary>
    public BlockListView Within(int at, int inner) => new(Page, List.Items[at].Inner[inner], BlockPath.Of(BlockPath.Of(Path, at), inner));

    /// <summary>Whether a block may be added behind that one.</summary>
    public bool CanAdd(int at) => List.Items[at].Kind != BlockKind.Frame || at + 1 < List.Items.Count;
}
