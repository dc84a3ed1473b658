using Crm.Contacts;
using Crm.Contacts.Addresses;
using Crm.Contacts.Demo;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Messaging.Demo;

/// <summary>
/// The letter of last October that somebody stopped, for an invented mourning: of the first 12,500 families 8,412 were to get it; the triage dropped 6,900, had 1,500 rewritten in sober words and let 12 go.
/// </summary>
internal sealed class DemoMessages(ISession session, MessageTexts texts) : IDemoRows
{
    /// <summary>Families among which they are.</summary>
    public const int Families = 12_500;

    /// <summary>How many the brake held.</summary>
    public const int Held = 8_412;

    private const int Rewritten = 1_500;
    private const int Sent = 12;
    private const int Stride = 5_003; // shares no factor with the number held: each place comes once
    private const string Who = "Mère Noël";

    private static readonly MessageWords s_festive = WrittenWords.Of("Le catalogue d’octobre est arrivé !", "Chère famille,\n\nLes lutins ont fini le catalogue : c’est la fête à l’atelier !\n\nRépondez à cette lettre, nous la lirons.", "fr", "festive", Who);
    private static readonly MessageWords s_sober = WrittenWords.Of("Une pensée de l’atelier", "Chère famille,\n\nLe catalogue attendra. Nous pensons à vous en ces jours.\n\nRépondez à cette lettre si vous le souhaitez, nous la lirons.", "fr", "sober", Who);

    public Task<IReadOnlyList<ContentItem>> OfAsync(DemoScene scene) => Task.FromResult<IReadOnlyList<ContentItem>>([]);

    /// <summary>What became of the letter to the family of that number; null for the families that were to get none.</summary>
    public static DemoFate? FateOf(int family)
    {
        var place = (long)family * Held / Families;
        if (family >= Families || (family + 1L) * Held / Families == place)
        {
            return null;
        }

        var drawn = place * Stride % Held;
        return drawn < Sent ? DemoFate.Sent : drawn < Sent + Rewritten ? DemoFate.Rewritten : DemoFate.Dropped;
    }

    public async Task FillAsync(IReadOnlyList<DemoScene> scenes, CancellationToken cancellationToken)
    {
        var some = scenes.Where(scene => FateOf(scene.Number) is not null).ToList();
        if (some.Count == 0)
        {
            return;
        }

        var db = await session.GetConnectionAsync(write: true);
        var season = SeasonOf(some[0].AsOf);
        var (festive, sober) = (await texts.KeepAsync(s_festive, null, cancellationToken), await texts.KeepAsync(s_sober, null, cancellationToken));
        await PullAsync(db, some[0], season, cancellationToken);
        foreach (var scene in some)
        {
            await db.InsertAsync(MessageOf(scene, season, festive, sober), token: cancellationToken);
        }
    }

    public async Task ClearAsync(string from, string to, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.GetTable<Message>().Where(row => string.Compare(row.MessageId, from) >= 0 && string.Compare(row.MessageId, to) < 0).DeleteAsync(cancellationToken);
        await db.GetTable<Brake>().Where(row => string.Compare(row.BrakeId, from) >= 0 && string.Compare(row.BrakeId, to) < 0).DeleteAsync(cancellationToken);
    }

    // The last season that is over.
    private static int SeasonOf(DateOnly asOf) => asOf.Year - 1;

    private static string ActionOf(int season) => $"NOEL{season % 100:00}-OCT";

    private static DateTime On(int season, int day, int hour) => new(season, 10, day, hour, 0, 0, DateTimeKind.Utc);

    private static async Task PullAsync(DataConnection db, DemoScene scene, int season, CancellationToken cancellationToken)
    {
        var id = (scene with { Number = 0 }).IdOf('b', 0);
        if (!await db.GetTable<Brake>().AnyAsync(row => row.BrakeId == id, cancellationToken))
        {
            await db.InsertAsync(
                new Brake
                {
                    BrakeId = id, Scope = BrakeScopes.Action, Value = ActionOf(season), Reason = "Deuil national : on n’envoie rien de joyeux.", SparesTransactional = true, PulledUtc = On(season, 14, 7), By = "demo", ByName = Who,
                    ReleasedUtc = On(season, 17, 9), ReleasedByName = Who,
                },
                token: cancellationToken);
        }
    }

    private static Message MessageOf(DemoScene scene, int season, long festive, long sober)
    {
        var people = scene.Items.Where(item => item.ContentType == ContactTypes.Person).ToList();
        var person = people.Find(item => item.As<ContactPointsPart>()?.Emails.Count > 0) ?? people[0];
        var (fate, due) = (FateOf(scene.Number)!.Value, On(season, 14, 8));
        DateTime? left = fate == DemoFate.Dropped ? null : On(season, fate == DemoFate.Sent ? 17 : 18, 9).AddSeconds(scene.Number % 3600);
        return new Message
        {
            MessageId = scene.IdOf('m', 0), Action = ActionOf(season), PersonId = person.ContentItemId, Channel = "email", Class = (int)MessageClass.Marketing, Topic = "catalogue", Country = person.As<AddressPart>()?.Main()?.Country ?? "",
            TextId = fate == DemoFate.Rewritten ? sober : festive, State = (int)(left is null ? MessageState.Dropped : MessageState.Sent), Reason = left is null ? Reasons.Decided : "", Detail = left is null ? Who : "250 2.0.0 OK",
            DueUtc = due, ExpiresUtc = due.AddDays(7), CreatedUtc = On(season, 1, 9), BegunUtc = left, FirstTriedUtc = left, SentUtc = left, Attempts = left is null ? 0 : 1, By = "demo", ByName = Who,
        };
    }
}

/// <summary>What became of a held letter.</summary>
internal enum DemoFate
{
    /// <summary>The triage dropped it.</summary>
    Dropped,

    /// <summary>It left in other words.</summary>
    Rewritten,

    /// <summary>It left as it was.</summary>
    Sent,
}
