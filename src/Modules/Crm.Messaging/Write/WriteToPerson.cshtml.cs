using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Crm.Messaging.Contexts;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.StopList;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Write;

/// <summary>A letter to a person.</summary>
internal sealed class WriteForm
{
    /// <summary>Made with the form: sent twice, it is one letter.</summary>
    public string? Key { get; set; }

    public string? Channel { get; set; }

    public MessageIntensity Intensity { get; set; }

    public string? Subject { get; set; }

    public string? Text { get; set; }

    /// <summary>The contexts that the page told of, by their names in addresses: what is noted meanwhile is told before it is sent.</summary>
    public string? Told { get; set; }
}

/// <summary>Writes to a person, from their page: what is known of them stands beside and is put in by a click; it leaves through the outbox.</summary>
[Right(MessagingPermissions.Write)]
internal sealed class WriteToPerson(
    Recipients recipients, PersonFacts facts, Outbox outbox, Restraints restraints, RestraintWords restraintWords, LedgerWords words, ContextRules contextRules, ContextBook contexts, BrakeBoard brakes, DataUses uses, StoppedAddresses stops, Visible visible, TakeTemplate templates, IEnumerable<IChannel> channels, UserManager<User> users,
    IStringLocalizer<WriteToPerson> s) : PageModel
{
    public string PersonId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<PersonFact> Facts { get; private set; } = [];

    /// <summary>The channels that reach the person.</summary>
    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    /// <summary>Why nobody may write to them; null when one may.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What they were sent of late, against what is enough.</summary>
    public IReadOnlyList<(string Rule, int Used, int Most)> Budget { get; private set; } = [];

    /// <summary>Their gaps, each with when it is over; null when it is.</summary>
    public IReadOnlyList<(string Gap, DateTime? FreesUtc)> Gaps { get; private set; } = [];

    /// <summary>What they go through that asks for care, as the writer may know it; blank names are hidden from them.</summary>
    public IReadOnlyList<string> Care { get; private set; } = [];

    /// <summary>The names in addresses of these contexts.</summary>
    public string Told { get; private set; } = "";

    public IReadOnlyList<SelectListItem> Intensities => words.Intensities();

    /// <summary>The templates whose words can be taken.</summary>
    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];

    /// <summary>Why the chosen template gives no words; null when it does.</summary>
    public string? TemplateFault { get; private set; }

    /// <summary>Whether a brake would hold it.</summary>
    public bool IsBraked { get; private set; }

    [BindProperty]
    public WriteForm Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string id, string? template, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } shown)
        {
            return NotFound();
        }

        var given = shown.As<PersonPart>()?.GivenName ?? "";
        Input = new WriteForm { Key = ContentId.New(), Channel = Channels.FirstOrDefault()?.Value, Text = $"{(given.Length > 0 ? s["Dear {0},", given] : s["Good day,"])}\n\n\n\n{User.UserShownName()}" };
        if (!string.IsNullOrEmpty(template) && await templates.TakeAsync(User, id, template, cancellationToken) is { } taken)
        {
            (Input.Subject, Input.Text, TemplateFault) = (taken.Mail?.Subject, taken.Mail?.Text ?? Input.Text, taken.Fault);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is null)
        {
            return NotFound();
        }

        foreach (var (member, sentence) in Faults())
        {
            ModelState.AddModelError(member.Length > 0 ? $"Input.{member}" : "", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var writer = await users.FindByIdAsync(User.UserId()!);
        var written = WrittenWords.Of(Input.Subject!, Input.Text!, "", "", User.UserShownName() ?? "", writer?.Email ?? "");
        await outbox.PutAsync(new NewMessage("personal", PersonId, Input.Channel!, MessageClass.Personal, written) { Step = Input.Key!, Intensity = Input.Intensity }, cancellationToken);
        this.Toast(IsBraked ? s["It is written and held: the brake is pulled."] : s["It is on its way."]);
        return Redirect(Url.Content($"~/admin/people/{PersonId}"));
    }

    private IEnumerable<(string Member, string Sentence)> Faults()
    {
        if (Refusal is { } refusal)
        {
            yield return ("", refusal);
        }

        if (Told.Split(' ').Except((Input.Told ?? "").Split(' ')).Any())
        {
            yield return ("", s["What they go through was noted while you wrote: read it above, then send it if it is still right."]);
        }

        if (Channels.All(channel => channel.Value != Input.Channel))
        {
            yield return (Channels.Count > 1 ? nameof(Input.Channel) : "", s["This channel does not reach them."]);
        }

        if (Input.Key is not { Length: > 0 and <= 40 })
        {
            yield return ("", s["Open the page anew: this form is not one of ours."]);
        }

        foreach (var fault in RewriteMessages.Faults(new RewriteForm { Subject = Input.Subject, Text = Input.Text }, s))
        {
            yield return fault;
        }
    }

    private async Task<ContentItem?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await recipients.FindAsync(User, id) is not { } person)
        {
            return null;
        }

        var sight = await visible.ForAsync(User);
        var shown = sight.Show(person);
        (PersonId, Name) = (id, shown.DisplayText ?? "");
        Facts = await facts.ReadAsync(shown, sight, cancellationToken);
        var stopped = (await stops.OfPersonAsync(person, cancellationToken)).Where(row => row.LiftedUtc is null && StoppedAddresses.Covers(row.Reason, MessageClass.Personal)).Select(row => row.Channel).ToList();
        Channels = [.. channels.OrderBy(channel => channel.IsSpoken).Where(channel => channel.AddressOf(person) is not null && !stopped.Contains(channel.Name)).Select(channel => new SelectListItem(channel.Title, channel.Name))];
        Refusal = await uses.WhyNotAsync(id, DataUse.Send, cancellationToken) ?? (person.As<PersonPart>()?.DiedOn is not null ? s["They died: nobody is written to."].Value : null)
            ?? (Channels.Count == 0 && stopped.Count > 0 ? s["Their address is on the stop list: nothing is written to it. “What they want to get”, on their page, says why."].Value : null);
        var going = await contextRules.ByHandAsync(id, cancellationToken);
        var names = await contexts.NamesAsync(User);
        Told = string.Join(' ', going.Select(one => one.Context.ContextId));
        Care = [.. going.Select(one => names.Of(one.Context.Kind) ?? "").Distinct()];
        Refusal ??= going.FirstOrDefault(one => one.Verdict == ContextVerdict.Refuse) is { Context: { } refusing } ? names.Of(refusing.Kind) is { } title ? s["Nobody is written to who goes through this: {0}.", title] : s["Refused by a rule of the house."].Value : null;
        Budget = [.. (await restraints.UsesAsync(id, cancellationToken)).Select(use => (restraintWords.Rule(use.Rule), use.Used, use.Rule.Most))];
        Gaps = [.. (await restraints.GapsAsync(id, cancellationToken)).Select(use => (restraintWords.Gap(use.Gap), use.FreesUtc))];
        Templates = await templates.ListAsync(Request.Query["template"], cancellationToken);
        IsBraked = (await brakes.OnAsync(cancellationToken)).Any(brake => brake.Scope == BrakeScopes.Everything);
        return shown;
    }
}
