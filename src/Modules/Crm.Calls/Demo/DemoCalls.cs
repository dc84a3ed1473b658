using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.HandOver;
using Crm.Calls.Outcomes;
using Crm.Contacts;
using Crm.Contacts.Demo;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Crm.Messaging.Demo;

namespace Crm.Calls.Demo;

/// <summary>A dozen calls for today, which the site's first account has to make: parents are thanked for their children's letter. Two of them were not reached yesterday.</summary>
internal sealed class DemoCalls(ISiteService sites, DemoLedger ledger) : IDemoRows
{
    /// <summary>How many.</summary>
    public const int Calls = 12;

    /// <summary>How many of them did not answer yesterday.</summary>
    public const int NotReached = 2;

    // From this family on, every second one: their first parent has a telephone.
    private const int First = 10;
    private const int Step = 2;
    private const string Points = "Remercier pour la lettre des enfants.\n\nDemander si le catalogue est bien arrivé, et ce qui leur a plu.";

    public async Task<IReadOnlyList<ContentItem>> OfAsync(DemoScene scene)
    {
        if (PlaceOf(scene) is not { } place || Parent(scene) is not { } parent)
        {
            return [];
        }

        var settings = await sites.GetSiteSettingsAsync();
        var item = scene.NewItem(ActivityTypes.Task, 'l', 0, SubjectOf(parent), settings.SuperUser);
        item.Apply(new TaskPart { Subject = SubjectOf(parent), Notes = Points, DueDay = scene.AsOf, DueTime = CallHours.End, TimeZone = settings.TimeZoneId, AboutType = ContactTypes.Person, AboutId = parent.ContentItemId });
        item.Apply(new CallPart
        {
            Action = ActionOf(scene),
            Tries = place < NotReached ? [new CallTry(Yesterday(scene), CallOutcomes.NotReached, settings.SuperUser ?? "", "", IsNews: false, scene.AsOf.AddDays(-1), WasDone: false)] : [],
        });
        return [item];
    }

    public async Task FillAsync(IReadOnlyList<DemoScene> scenes, CancellationToken cancellationToken)
    {
        foreach (var scene in scenes.Where(scene => PlaceOf(scene) is not null))
        {
            if (Parent(scene) is { } parent)
            {
                await ledger.AddAsync(new DemoLetter(scene.IdOf('l', 0), ActionOf(scene), parent.ContentItemId, CallChannel.Call, CallChannel.NumberOf(parent)!, "Merci pour la lettre", Points, Yesterday(scene)), cancellationToken);
            }
        }
    }

    private static int? PlaceOf(DemoScene scene) => (scene.Number - First) is >= 0 and < Calls * Step and var after && after % Step == 0 ? after / Step : null;

    private static ContentItem? Parent(DemoScene scene) => scene.Items.FirstOrDefault(item => item.ContentType == ContactTypes.Person && CallChannel.NumberOf(item) is not null);

    private static string SubjectOf(ContentItem parent) => $"Appeler {parent.DisplayText}\u00a0: merci pour la lettre";

    private static string ActionOf(DemoScene scene) => $"NOEL{scene.AsOf.Year % 100:00}-MERCI";

    private static DateTime Yesterday(DemoScene scene) => scene.AsOf.AddDays(-1).ToDateTime(new TimeOnly(16, 0), DateTimeKind.Utc);
}
