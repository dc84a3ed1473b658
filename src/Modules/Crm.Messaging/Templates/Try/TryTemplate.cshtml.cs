using System.Text;
using Crm.Contacts;
using Crm.Contacts.Choose;
using Crm.Kernel.Security;
using Crm.Messaging.Templates.Render;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Try;

/// <summary>A template tried on a real person: subject, HTML and text exactly as they would leave, or the place that has nothing to say.</summary>
[Right(MessagingPermissions.Templates)]
internal sealed class TryTemplate(MailTemplates templates, TryLetter letters, ContactChoices people, Visible visible, IStringLocalizer<TryTemplate> s) : PageModel
{
    /// <summary>Gmail shows 102 kB of HTML and cuts the rest; the channel sends no more than this.</summary>
    private const int LargestHtml = 100_000;

    public MailTemplate Template { get; private set; } = null!;

    [FromQuery]
    public string? Q { get; set; }

    [FromQuery]
    public string? Person { get; set; }

    [FromQuery]
    public string? Language { get; set; }

    [FromQuery]
    public int? Version { get; set; }

    public IReadOnlyList<ContactChoice> Found { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Languages { get; private set; } = [];

    public TriedLetter? Tried { get; private set; }

    /// <summary>The person's name as the reader may see it.</summary>
    public string Name { get; private set; } = "";

    public int Bytes => Encoding.UTF8.GetByteCount(Tried?.Letter.Mail?.Html ?? "");

    public bool IsTooLong => Bytes > LargestHtml;

    /// <summary>Why it would not leave; null when it would.</summary>
    public string? Fault => Tried?.Letter.Hole is not { } hole ? null
        : hole.Says.Length > 0 ? s["Line {0}, column {1} ({2}): there is nothing to say for {3} to {4}.", hole.Line, hole.Column, hole.Part, hole.Says, Name].Value : s["It did more than it may, or made no words ({0}).", hole.Part].Value;

    public async Task<IActionResult> OnGetAsync(string template, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(template, cancellationToken) is not { IsLayout: false } found || await templates.FreezeAsync(found, Version, cancellationToken) is not { } frozen)
        {
            return NotFound();
        }

        Template = found;
        Languages = [new SelectListItem(s["as they read"], ""), .. frozen.Mail.Variants.Select(variant => new SelectListItem(variant.Language, variant.Language))];
        Found = [.. (await people.FindAsync(User, Q, cancellationToken)).Where(choice => choice.Type == ContactTypes.Person)];
        Tried = await letters.TryAsync(template, Version, Person, Language, User, cancellationToken);
        Name = Tried is null ? "" : (await visible.ForAsync(User)).NameOf(Tried.Person) ?? s["(no name)"];
        return Page();
    }
}
