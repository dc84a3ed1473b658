using Crm.Contacts;
using Crm.Contacts.Choose;
using Crm.Kernel.Security;
using Crm.Messaging;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Try;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.MailEditor.Preview;

/// <summary>A letter as one person gets it.</summary>
/// <param name="Name">As the reader may see it.</param>
/// <param name="Fault">Why it would not leave; null when it would.</param>
internal sealed record LetterPreview(string PersonId, string Name, TriedLetter Tried, string? Fault);

/// <summary>A template as several real people get it, beside each other: made by the sender's own renderer, shown as wide as a desk or a telephone, in the light or in the dark.</summary>
[Right(MessagingPermissions.Templates)]
internal sealed class PreviewLetters(MailTemplates templates, TryLetter letters, ContactChoices people, Visible visible, IStringLocalizer<PreviewLetters> s) : PageModel
{
    /// <summary>People at once at most.</summary>
    public const int MostPeople = 6;

    public MailTemplate Template { get; private set; } = null!;

    [FromQuery(Name = "person")]
    public List<string> People { get; set; } = [];

    [FromQuery]
    public string? Q { get; set; }

    /// <summary>Whether it is shown as wide as a telephone.</summary>
    [FromQuery]
    public bool Phone { get; set; }

    /// <summary>Whether it is shown in the dark.</summary>
    [FromQuery]
    public bool Dark { get; set; }

    public IReadOnlyList<LetterPreview> Letters { get; private set; } = [];

    public IReadOnlyList<ContactChoice> Found { get; private set; } = [];

    /// <summary>The page's address for these people, without the tenant's.</summary>
    public static string Address(string template, IEnumerable<string> people, bool phone = false, bool dark = false)
    {
        var query = new QueryBuilder { { "person", people } };
        if (phone)
        {
            query.Add("phone", "true");
        }

        if (dark)
        {
            query.Add("dark", "true");
        }

        return $"/admin/mail-templates/{template}/preview{query}";
    }

    public async Task<IActionResult> OnGetAsync(string template, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(template, cancellationToken) is not { IsLayout: false } found || await templates.FreezeAsync(found, null, cancellationToken) is null)
        {
            return NotFound();
        }

        (Template, People) = (found, [.. People.Distinct().Take(MostPeople)]);
        Found = People.Count >= MostPeople ? [] : [.. (await people.FindAsync(User, Q, cancellationToken)).Where(choice => choice.Type == ContactTypes.Person && !People.Contains(choice.Id))];
        var (shown, sight) = (new List<LetterPreview>(), await visible.ForAsync(User));
        foreach (var person in People)
        {
            if (await letters.TryAsync(template, null, person, null, User, cancellationToken) is { } tried)
            {
                var name = sight.NameOf(tried.Person) ?? s["(no name)"].Value;
                shown.Add(new LetterPreview(person, name, tried, Fault(tried, name)));
            }
        }

        Letters = shown;
        return Page();
    }

    private string? Fault(TriedLetter tried, string name) => tried.Letter.Hole is not { } hole ? null
        : hole.Says.Length > 0 ? s["Line {0}, column {1} ({2}): there is nothing to say for {3} to {4}.", hole.Line, hole.Column, hole.Part, hole.Says, name].Value : s["It did more than it may, or made no words ({0}).", hole.Part].Value;
}
