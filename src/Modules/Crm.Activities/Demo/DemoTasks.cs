using Crm.Activities.Tasks;
using Crm.Contacts;
using Crm.Contacts.Demo;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;

namespace Crm.Activities.Demo;

/// <summary>Tasks about some families of the demo: late, today, planned, done; the site's first account has to do them.</summary>
internal sealed class DemoTasks(ISiteService site) : IDemoRows
{
    private static readonly (string Subject, int Days, string Repeat, bool Done)[] Samples =
    [
        ("Répondre à la lettre", -2, "", false),
        ("Appeler pour confirmer l’adresse", 0, "", false),
        ("Souhaiter l’anniversaire", 12, "FREQ=YEARLY", false),
        ("Préparer le courrier de janvier", 40, "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO", false),
        ("Envoyer le catalogue", -10, "", true),
    ];

    public async Task<IReadOnlyList<ContentItem>> OfAsync(DemoScene scene)
    {
        var (subject, days, repeat, done) = Samples[scene.Number % Samples.Length];
        if (scene.Items.FirstOrDefault(item => item.ContentType == ContactTypes.Person) is not { } person || (scene.Number >= Samples.Length && scene.Number % 7 != 0))
        {
            return [];
        }

        var settings = await site.GetSiteSettingsAsync();
        var item = scene.NewItem(ActivityTypes.Task, 't', 0, subject, settings.SuperUser);
        var day = scene.AsOf.AddDays(days);
        item.Apply(new TaskPart
        {
            Subject = subject, DueDay = day, TimeZone = settings.TimeZoneId, AboutType = ContactTypes.Person, AboutId = person.ContentItemId, Repeat = repeat,
            SeriesId = repeat.Length > 0 ? item.ContentItemId : "", SeriesStart = repeat.Length > 0 ? day : null,
            DoneUtc = done ? day.ToDateTime(new TimeOnly(10, 0), DateTimeKind.Utc) : null, DoneBy = done ? settings.SuperUser : "",
        });
        return [item];
    }
}
