using Crm.Contacts.Ages;
using Crm.Contacts.People;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using Crm.Kernel.Content;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Consents;

/// <summary>What somebody says about a consent.</summary>
internal sealed class ConsentForm
{
    /// <summary>The role of who speaks for themselves.</summary>
    public const string Self = "self";

    /// <summary>In what role somebody can say so.</summary>
    public static readonly IReadOnlyList<string> Roles = [Self, "parent", "guardian"];

    /// <summary>Where it can come from, in the order offered.</summary>
    public static readonly IReadOnlyList<string> Sources = ["phone", "paper", "in-person", "message", "online"];

    public string Purpose { get; set; } = "";

    public string Channel { get; set; } = "";

    public bool IsGiven { get; set; }

    public string Source { get; set; } = "phone";

    public string Role { get; set; } = Self;

    /// <summary>Name of who said so for the person.</summary>
    public string? AgreedBy { get; set; }

    /// <summary>Address of the device, when it was said online and a program notes it.</summary>
    public string? Ip { get; set; }

    /// <summary>The device's program, likewise.</summary>
    public string? UserAgent { get; set; }
}

/// <summary>A purpose and channel with what holds today.</summary>
internal sealed record ConsentLine(ConsentPurpose Purpose, string Channel, ConsentState State);

/// <summary>Reads and adds to the log of consents. Scoped.</summary>
internal sealed class ConsentLog(ISession session, ChangeContext change, IDocumentManager<ConsentPurposes> purposes, UserTimeZones zones, Today today, TimeProvider time, IStringLocalizer<ConsentLog> s)
{
    private const int Longest = 200;

    /// <summary>The tenant's purposes.</summary>
    public async Task<IReadOnlyList<ConsentPurpose>> PurposesAsync() => (await purposes.GetOrCreateImmutableAsync()).All;

    /// <summary>All that was said, the newest first; of those merged into the person too.</summary>
    public async Task<IReadOnlyList<ConsentEntry>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return await (await session.GetConnectionAsync()).GetTable<ConsentEntry>().Where(entry => ids.Contains(entry.PersonId)).OrderByDescending(entry => entry.AtUtc).ThenByDescending(entry => entry.Id).ToListAsync(cancellationToken);
    }

    /// <summary>What holds today, for each purpose and channel.</summary>
    public async Task<IReadOnlyList<ConsentLine>> StandAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (entries, day) = (await ListAsync(subject, cancellationToken), await today.GetAsync());
        var person = subject.Records.FirstOrDefault(item => item.ContentItemId == subject.Id)?.As<PersonPart>();
        // Items hold moments to the second: what was said in the second of the merge was said before it.
        var merges = subject.Ids.Skip(1).Select(id => (Id: id, At: subject.Records.First(item => item.ContentItemId == id).As<TrashPart>()?.RemovedUtc.AddSeconds(1) ?? DateTime.MaxValue)).ToList();
        return
        [
            .. from purpose in await PurposesAsync()
               from channel in ConsentPurpose.AllChannels.Where(purpose.Channels.Contains)
               let those = entries.Where(entry => entry.Purpose == purpose.Code && entry.Channel == channel).ToList()
               select new ConsentLine(purpose, channel, ConsentState.Of(
                   purpose, channel, those.Where(entry => entry.PersonId == subject.Id),
                   [.. merges.Select(merge => ((IReadOnlyList<ConsentEntry>)[.. those.Where(entry => entry.PersonId == merge.Id)], merge.At))], person?.BirthDate, day)),
        ];
    }

    /// <summary>Why this cannot be noted, as the input and a sentence; null when it was noted, with the commit of this unit of work.</summary>
    public async Task<(string Input, string Sentence)?> AddAsync(DataSubject subject, ConsentForm form, CancellationToken cancellationToken)
    {
        if ((await PurposesAsync()).FirstOrDefault(purpose => purpose.Code == form.Purpose) is not { } purpose)
        {
            return (nameof(form.Purpose), s["There is no such purpose."]);
        }

        if (!purpose.Channels.Contains(form.Channel))
        {
            return (nameof(form.Channel), s["This purpose has no such channel."]);
        }

        if (!ConsentForm.Roles.Contains(form.Role) || (form.Role != ConsentForm.Self && string.IsNullOrWhiteSpace(form.AgreedBy)))
        {
            return (nameof(form.AgreedBy), s["Say who agreed for the person, and in what role."]);
        }

        if (string.IsNullOrWhiteSpace(form.Source) || form.Source.Length > Longest || form.AgreedBy?.Length > Longest || form.Ip?.Length > Longest || form.UserAgent?.Length > 2 * Longest)
        {
            return (nameof(form.Source), s["Say where this comes from, in a few words."]);
        }

        var wording = purpose.Wording();
        await (await session.GetConnectionAsync(write: true)).InsertAsync(new ConsentEntry
        {
            PersonId = subject.Id, Purpose = purpose.Code, Channel = form.Channel, IsGiven = form.IsGiven, AtUtc = time.GetUtcNow().UtcDateTime, TimeZone = (await zones.OfAsync(change.Actor)).Id, Basis = purpose.Basis,
            Source = form.Source.Trim(), Wording = wording?.Text ?? "", WordingVersion = wording?.Version ?? "", WordingLanguage = wording?.Language ?? "",
            Role = form.Role, AgreedBy = form.Role == ConsentForm.Self ? "" : form.AgreedBy!.Trim(), Ip = form.Ip ?? "", UserAgent = form.UserAgent ?? "", Actor = change.Actor, ActorName = change.ActorName,
        }, token: cancellationToken);
        session.RecordChange("ConsentEntry", form.IsGiven ? "ConsentGiven" : "ConsentWithdrawn");
        return null;
    }
}
