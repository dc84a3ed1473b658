using Crm.Contacts.Ages;
using Crm.Contacts.People;
using Crm.Kernel.Content;

namespace Crm.Contacts.Timeline;

/// <summary>What the quick form of a person's or household's page says, or a program.</summary>
internal sealed class InteractionForm
{
    /// <summary>One of <see cref="InteractionPart.Kinds"/>.</summary>
    public string Kind { get; set; } = "note";

    /// <summary>"in", "out" or blank.</summary>
    public string Direction { get; set; } = "";

    public string? Text { get; set; }

    /// <summary>The day; now when null.</summary>
    public DateOnly? Day { get; set; }
}

/// <summary>Records a note, call or letter onto the timelines of those concerned: the past is written when it happens.</summary>
internal sealed class RecordInteraction(IContentManager content, TimeProvider time, Today today)
{
    private const int MaxText = 20_000;
    private const int MaxTitle = 120;

    /// <summary>Why the form cannot be recorded, as the member of the API and a message id; null when it can.</summary>
    public async Task<(string Member, string Message)?> FaultAsync(InteractionForm form)
        => string.IsNullOrWhiteSpace(form.Text) ? ("text", "Write a few words first.")
            : form.Text.Length > MaxText ? ("text", "This text is too long.")
            : !InteractionPart.Kinds.Contains(form.Kind) ? ("kind", "There is no such kind of contact.")
            : form.Day > await today.GetAsync() ? ("day", "A contact cannot lie in the future.")
            : null;

    /// <summary>Records it for a person and the households that are theirs on that day.</summary>
    public async Task<ContentItem> WithPersonAsync(ContentItem person, InteractionForm form)
    {
        var day = form.Day ?? await today.GetAsync();
        var homes = person.As<PersonPart>()?.Memberships.Where(home => home.IsCurrent(day)).Select(home => home.HouseholdId) ?? [];
        return await StoreAsync(form, [person.ContentItemId], homes);
    }

    /// <summary>Records it for a household as a whole.</summary>
    public Task<ContentItem> WithHouseholdAsync(ContentItem household, InteractionForm form) => StoreAsync(form, [], [household.ContentItemId]);

    private async Task<ContentItem> StoreAsync(InteractionForm form, IEnumerable<string> people, IEnumerable<string> households)
    {
        var item = await content.NewAsync(ContactTypes.Interaction);
        var text = form.Text!.Trim();
        var line = text.ReplaceLineEndings("\n").Split('\n')[0];
        item.Alter<InteractionPart>(part =>
        {
            part.Kind = form.Kind;
            part.Direction = form.Direction is "in" or "out" ? form.Direction : "";
            part.IsDate = form.Day is not null;
            part.At = form.Day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? time.GetUtcNow().UtcDateTime;
            part.Title = line.Length <= MaxTitle ? line : line[..(MaxTitle - 1)] + "…";
            part.Text = text;
            part.PersonIds = [.. people];
            part.HouseholdIds = [.. households.Distinct()];
        });
        item.DisplayText = item.As<InteractionPart>()!.Title;
        await content.CreateAsync(item);
        return item;
    }
}
