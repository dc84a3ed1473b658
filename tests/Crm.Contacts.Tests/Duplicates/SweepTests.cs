using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

public sealed class SweepTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Pairs_follow_what_people_become(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var first = await AddAsync(tenant, "Claire", "Lefèvre", "claire.lefevre@exemple.fr");
        var second = await AddAsync(tenant, "Clair", "Lefevre", "claire.lefevre@exemple.fr");
        await AddAsync(tenant, "Odile", "Garnier", "odile@exemple.fr");
        await FollowAsync(tenant);
        Assert.Equal([DuplicateSweep.Pair(first, second)], await PairsAsync(tenant));

        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(second, VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName, person.BirthDate) = ("Marguerite", "Dubois", new DateOnly(1944, 2, 3)));
            item.Alter<ContactPointsPart>(points => points.Emails.Clear());
            await content.UpdateAsync(item);
            return true;
        });
        await FollowAsync(tenant);
        Assert.Empty(await PairsAsync(tenant));
    }

    [Fact]
    public async Task Who_is_in_the_trash_is_nobodys_double()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Achille", "Zyfrenne"), ("Achille", "Zyfrenne"));
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(ids[1], VersionOptions.Latest))!);
            return true;
        });
        await FollowAsync(tenant);

        Assert.Empty(await PairsAsync(tenant));
    }

    [Fact]
    public async Task Two_of_whom_somebody_said_that_they_are_two_do_not_come_back()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var one = await AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        var two = await AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await FollowAsync(tenant);
        Assert.Single(await PairsAsync(tenant));

        var (a, b) = DuplicateSweep.Pair(one, two);
        await tenant.InAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await db.InsertAsync(new NotDuplicate { PersonA = a, PersonB = b, Actor = "x", ActorName = "x" });
            await services.GetRequiredService<DuplicateSweep>().LookAsync([one], null, CancellationToken.None);
            return true;
        });

        Assert.Empty(await PairsAsync(tenant));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_job_looks_at_whoever_is_due_and_twice_gives_the_same(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.DemoAsync();
        await AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await JobAsync(tenant);
        var pairs = await PairsAsync(tenant);
        Assert.NotEmpty(pairs);

        await JobAsync(tenant);

        Assert.Equal(pairs, await PairsAsync(tenant));
        Assert.Equal(0, await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<DuplicateDue>().CountAsync()));
    }

    internal static Task<string> AddAsync(ContactsTenant tenant, string given, string family, string email) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName) = (given, family));
        item.Alter<ContactPointsPart>(points => points.Emails.Add(new Contacts.Points.Email { Address = email }));
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    internal static async Task FollowAsync(ContactsTenant tenant)
    {
        await tenant.Host.SettleAsync();
        Assert.DoesNotContain(await tenant.InAsync(services => services.GetRequiredService<FollowerRunner>().ListAsync()), follower => follower.LastError is not null);
    }

    // The follower has done its part before: what is due afterwards is the job's, and the scheduler does not do it beside this.
    private static async Task JobAsync(ContactsTenant tenant)
    {
        Assert.Null(await tenant.InAsync(services => services.GetRequiredService<Kernel.Jobs.BackgroundTasks>().ChangeAsync(typeof(FindDuplicates).FullName!, enable: false, null)));
        await tenant.Host.SettleAsync();
        await tenant.InAsync(LookAtAllAsync);
    }

    private static async Task<bool> LookAtAllAsync(IServiceProvider services)
    {
        await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<DuplicateDue>().DeleteAsync();
        await services.GetRequiredService<IEnumerable<IChangeFollower>>().Single(follower => follower is FollowPeople).RebuildAsync(CancellationToken.None);
        await services.GetRequiredService<ISession>().SaveChangesAsync();
        await services.GetRequiredService<IEnumerable<Kernel.Jobs.IBackgroundTask>>().Single(task => task is FindDuplicates).DoWorkAsync(services, CancellationToken.None);
        return true;
    }

    private static Task<List<(string A, string B)>> PairsAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
        (await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<DuplicateCandidate>().OrderBy(pair => pair.PersonA).ThenBy(pair => pair.PersonB).ToListAsync())
            .ConvertAll(pair => (pair.PersonA, pair.PersonB)));
}
