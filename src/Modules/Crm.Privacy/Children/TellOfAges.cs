using System.Globalization;
using Crm.Contacts.Ages;
using Crm.Contacts.People;
using Crm.Contacts.ToDos;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Notifications;
using Crm.Kernel.Users;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Children;

/// <summary>
/// On the day a child becomes fifteen or eighteen, in the tenant's zone, whoever owns the record has a task; where nobody does, or no feature knows of tasks, a notification serves. What was
/// missed while the site stood still is made up for within a week. Each person in a transaction of its own whose first row is unique: run twice, on two nodes or killed in between, it is told once.
/// </summary>
[BackgroundTask(Title = "Children who come of age", Schedule = "20 0 * * *", Description = "Makes a task for who owns the record of somebody who becomes fifteen or eighteen today.")]
internal sealed class TellOfAges(IServiceScopeFactory scopes) : IBackgroundTask
{
    private const int DaysMadeUpFor = 7;

    /// <summary>The kind of notification for that age.</summary>
    public static string KindOf(int age) => "Privacy.Becomes" + age.ToString(CultureInfo.InvariantCulture);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        foreach (var one in await FindAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            await TellAsync(scope.ServiceProvider, one, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Birthday>> FindAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (today, session, found) = (await scope.ServiceProvider.GetRequiredService<Today>().GetAsync(), scope.ServiceProvider.GetRequiredService<ISession>(), new List<Birthday>());
        foreach (var (age, day) in ComingOfAge.Years.SelectMany(age => Enumerable.Range(0, DaysMadeUpFor).Select(back => (age, today.AddDays(-back)))))
        {
            var keys = ComingOfAge.BornOn(day, age).Select(PersonIndex.KeyOf).ToList();
            var people = await session.QueryIndex<PersonIndex>().Where(row => keys.Contains(row.BirthKey) && row.DiedOn == null).OrderBy(row => row.DocumentId).Select(row => new { row.ContentItemId, row.Owner }).ToListAsync(cancellationToken);
            found.AddRange(people.Select(person => new Birthday(person.ContentItemId, person.Owner, age, day)));
        }

        return found;
    }

    private static async Task TellAsync(IServiceProvider services, Birthday one, CancellationToken cancellationToken)
    {
        var (session, now) = (services.GetRequiredService<ISession>(), services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        services.GetRequiredService<ChangeContext>().IsBackground = true;
        var db = await session.GetConnectionAsync(write: true);
        var isFirst = await db.ExecuteAsync(
            $"""INSERT INTO "{nameof(ComingOfAge)}" ("{nameof(ComingOfAge.PersonId)}", "{nameof(ComingOfAge.Age)}", "{nameof(ComingOfAge.AtUtc)}") VALUES (@person, @age, @now) ON CONFLICT DO NOTHING""",
            cancellationToken, new DataParameter("person", one.PersonId), new DataParameter("age", one.Age), new DataParameter("now", now, LinqToDB.DataType.DateTime2));
        if (isFirst == 0)
        {
            await session.CancelAsync();
            return;
        }

        var (who, lists) = (services.GetRequiredService<WhoIsTold>(), services.GetServices<IToDoList>().ToList());
        if (lists.Count > 0 && await who.OwnerAsync(one.Owner) is { } owner)
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = await who.LanguageOfAsync(owner);
            var s = services.GetRequiredService<IStringLocalizer<TellOfAges>>();
            string subject = one.Age == 15 ? s["Becomes 15: look at the consents, other rules hold now"] : s["Becomes 18: the rights over the data are theirs alone now"];
            foreach (var list in lists)
            {
                await list.AddAsync(new ToDo(owner.UserId, subject, one.Day, one.PersonId), cancellationToken);
            }
        }
        else
        {
            foreach (var user in await who.OfAsync(one.Owner))
            {
                await services.GetRequiredService<Notifications>().TellAsync(user.UserId, KindOf(one.Age), one.PersonId, $"{KindOf(one.Age)}/{one.PersonId}");
            }
        }

        await session.SaveChangesAsync();
    }

    private sealed record Birthday(string PersonId, string Owner, int Age, DateOnly Day);
}
