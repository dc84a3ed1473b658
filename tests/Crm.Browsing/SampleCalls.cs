using Crm.Activities;
using Crm.Activities.Tasks;
using Crm.Calls.Outcomes;
using Crm.Contacts;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browsing;

/// <summary>Calls on the administrator's list: one that is late and was moved, and one of which nobody said what came of it.</summary>
internal static class SampleCalls
{
    public static async Task AddAsync(IServiceProvider services)
    {
        var (content, session) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<ISession>());
        var admin = (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("admin"))!.UserId;
        var people = await session.QueryIndex<ContentItemIndex>().Where(row => row.ContentType == ContactTypes.Person && row.Latest).OrderBy(row => row.DocumentId).Select(row => row.ContentItemId).Take(2).ToListAsync();
        foreach (var (at, id) in people.Index())
        {
            var person = (await content.GetAsync(id, VersionOptions.Latest))!;
            person.Alter<ContactPointsPart>(points => points.Phones = [new Phone { Raw = "01 40 20 50 50", Number = "+33140205050", Kind = "home" }]);
            await content.UpdateAsync(person);
            var call = await content.NewAsync(ActivityTypes.Task);
            call.Alter<TaskPart>(task =>
            {
                (task.Subject, task.Notes) = ("Appeler : le vélo rouge", "Demander la couleur.\n\nRemercier pour la lettre.");
                (task.DueDay, task.DueTime, task.TimeZone, task.AboutType, task.AboutId) = (new DateOnly(2026, 1, 5 + at), new TimeOnly(18, 0), "Europe/Paris", ContactTypes.Person, id);
                task.DoneUtc = at == 1 ? DateTime.UnixEpoch : null;
            });
            call.Alter<CallPart>(part =>
            {
                (part.Action, part.Topic) = ("NOEL25-OCT", "Jouets");
                part.Tries = at == 0 ? [new CallTry(DateTime.UnixEpoch, CallOutcomes.NotReached, admin, "", IsNews: false, new DateOnly(2026, 1, 2), WasDone: false)] : [];
            });
            (call.Owner, call.DisplayText) = (admin, "Appeler : le vélo rouge");
            await content.CreateAsync(call);
        }
    }
}
