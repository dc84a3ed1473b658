using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Merge;
using Crm.Messaging.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Edit;

/// <summary>Writes a template or a layout: a save is a version, and an older version can be taken back into use.</summary>
[Right(MessagingPermissions.Templates), RequestFormLimits(ValueLengthLimit = LargestField)]
internal sealed class EditTemplate(MailTemplates templates, Visible visible, LedgerWords words, TopicChoices topics, IEnumerable<TemplateTool> tools, IStringLocalizer<EditTemplate> s) : PageModel
{
    private const string NewName = "new";

    // Far more than is taken: what is too long is refused with a sentence, not by the framework.
    private const int LargestField = 20_000_000;
    private const int MostSentences = 5;

    /// <summary>What other modules add to its head.</summary>
    public IEnumerable<TemplateTool> Tools => tools;

    /// <summary>Null while it is new.</summary>
    public MailTemplate? Template { get; private set; }

    public IReadOnlyList<MailTemplateVersion> Versions { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Layouts { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Classes => [.. Enum.GetValues<MessageClass>().Select(kind => new SelectListItem(words.Class(kind), kind.ToString()))];

    public IReadOnlyList<SelectListItem> Intensities => words.Intensities();

    /// <summary>The topics it can be about.</summary>
    public IReadOnlyList<SelectListItem> Topics { get; private set; } = [];

    /// <summary>What is unwise in what is in use now.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>The templates that stand in this layout.</summary>
    public IReadOnlyList<MailTemplate> UsedBy { get; private set; } = [];

    /// <summary>How many messages stand where, in words.</summary>
    public IReadOnlyList<string> Messages { get; private set; } = [];

    /// <summary>The names that can be put out.</summary>
    public IReadOnlyList<string> Fields { get; private set; } = [];

    [BindProperty]
    public TemplateForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string template, bool layout, CancellationToken cancellationToken)
    {
        if (template == NewName)
        {
            Input = new TemplateForm { IsLayout = layout, Variants = [new VariantForm { Language = System.Globalization.CultureInfo.CurrentUICulture.Name, Html = layout ? "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n{{ body }}\n</body>\n</html>" : "" }] };
        }
        else if (!await FindAsync(template, cancellationToken))
        {
            return NotFound();
        }
        else if (await templates.VersionAsync(Template!, null, cancellationToken) is { } version)
        {
            var mail = MailContent.Of(version.Content);
            Input = TemplateForm.Of(Template!, mail);
            Warnings = Sentences((await templates.FaultsAsync(template, mail, Template!.IsLayout, null, isNew: false, cancellationToken)).Warnings, mail);
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string template, CancellationToken cancellationToken)
    {
        var isNew = template == NewName;
        if (!isNew && !await FindAsync(template, cancellationToken))
        {
            return NotFound();
        }

        var (name, isLayout, mail) = (isNew ? Input.Name?.Trim() : Template!.Name, isNew ? Input.IsLayout : Template!.IsLayout, Input.ToContent());
        var places = Input.Variants.Index().Where(entry => !entry.Item.IsBlank).Select(entry => entry.Index).ToList();
        var (faults, _) = await templates.FaultsAsync(name, mail, isLayout, await visible.ForAsync(User), isNew, cancellationToken);
        foreach (var group in faults.GroupBy(fault => fault.Member))
        {
            ModelState.AddModelError(MemberOf(group.Key, places), string.Join(" ", group.Take(MostSentences).Select(fault => fault.Sentence)));
        }

        if (Template is { } there && there.Version != Input.Version)
        {
            ModelState.AddModelError("", s["Somebody saved version {0} meanwhile. Look at it among the versions; saved again, yours becomes the next one.", there.Version]);
            ModelState.Remove("Input.Version");
            Input.Version = there.Version;
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        var before = Template?.Version;
        var number = await templates.SaveAsync(name!, mail, isLayout, cancellationToken);
        this.Toast(number == before ? s["Nothing was changed."] : s["Version {0} is in use.", number], undo: before is null || before == number ? null : $"~/admin/mail-templates/{name}?handler=Use&version={before}");
        return Redirect(Url.Content($"~/admin/mail-templates/{name}"));
    }

    /// <summary>Takes another version into use.</summary>
    public async Task<IActionResult> OnPostUseAsync(string template, int version, CancellationToken cancellationToken)
    {
        if (!await FindAsync(template, cancellationToken) || await templates.VersionAsync(Template!, version, cancellationToken) is not { } chosen)
        {
            return NotFound();
        }

        await templates.UseAsync(Template!, chosen, cancellationToken);
        this.Toast(s["Version {0} is in use.", version], undo: version == Template!.Version ? null : $"~/admin/mail-templates/{template}?handler=Use&version={Template.Version}");
        return Redirect(Url.Content($"~/admin/mail-templates/{template}"));
    }

    public async Task<IActionResult> OnPostDeleteAsync(string template, CancellationToken cancellationToken)
    {
        if (!await FindAsync(template, cancellationToken))
        {
            return NotFound();
        }

        await templates.PlaceAsync(Template!, isRemoved: true, cancellationToken);
        this.Toast(s["{0} is in the trash.", Template!.Title], undo: $"~/admin/mail-templates?handler=Restore&template={template}");
        return Redirect(Url.Content("~/admin/mail-templates"));
    }

    private async Task<bool> FindAsync(string template, CancellationToken cancellationToken) => (Template = await templates.FindAsync(template, cancellationToken)) is not null;

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Input.Variants.Count == 0 || !Input.Variants[^1].IsBlank)
        {
            Input.Variants.Add(new VariantForm());
        }

        Input.IsLayout = Template?.IsLayout ?? Input.IsLayout;
        Layouts = [.. (await templates.ListAsync(isTrash: false, cancellationToken)).Where(one => one.IsLayout).Select(one => new SelectListItem(one.Title, one.Name))];
        Topics = await topics.ListAsync(Input.Topic);
        Fields = [.. MergeFields.Of(Input.ToContent(), Input.IsLayout).Keys];
        if (Template is not null)
        {
            Versions = await templates.VersionsAsync(Template, cancellationToken);
            UsedBy = Template.IsLayout ? await templates.InLayoutAsync(Template.Name, cancellationToken) : [];
            Messages = [.. (await templates.MessagesAsync(Template.Name, cancellationToken)).OrderBy(entry => entry.Key).Select(entry => $"{words.State(entry.Key)}: {entry.Value:N0}")];
        }
    }

    // "Variants[1].Html" counts those that are not blank.
    private static string MemberOf(string member, List<int> places)
        => member.StartsWith("Variants[", StringComparison.Ordinal) && int.TryParse(member["Variants[".Length..member.IndexOf(']')], out var at) ? $"Input.Variants[{places[at]}]{member[(member.IndexOf(']') + 1)..]}" : member.Length > 0 ? $"Input.{member}" : "";

    private static IReadOnlyList<string> Sentences(IReadOnlyList<TemplateFault> warnings, MailContent mail)
        => [.. warnings.Select(warning => int.TryParse(warning.Member.AsSpan("Variants[".Length, warning.Member.IndexOf(']') - "Variants[".Length), out var at) ? $"{mail.Variants[at].Language} · {warning.Sentence}" : warning.Sentence)];
}
