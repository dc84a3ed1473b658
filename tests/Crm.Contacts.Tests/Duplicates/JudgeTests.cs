using System.Net;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Crm.Testing;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Duplicates;

public sealed class JudgeTests
{
    private const string List = "/admin/people/duplicates";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Somebody_says_that_two_are_two_it_is_remembered_and_can_be_taken_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var one = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        var other = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);
        Assert.Contains("same e-mail", await tenant.Browser.ReadAsync(List));

        using (var said = await tenant.Browser.SubmitAsync(List, [new("one", one), new("other", other)], $"{List}?handler=Not"))
        {
            Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        }

        Assert.DoesNotContain("Zyfrenne", await tenant.Browser.ReadAsync(List));
        var kept = Assert.Single(await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<NotDuplicate>().ToListAsync()));
        Assert.Equal((DuplicateSweep.Pair(one, other), "admin"), ((kept.PersonA, kept.PersonB), kept.ActorName));
        Assert.True(kept.Utc > DateTime.UnixEpoch);

        using (await tenant.Browser.SubmitAsync(List, [new("one", other), new("other", one)], $"{List}?handler=Open"))
        {
        }

        Assert.Contains("Zyfrenne", await tenant.Browser.ReadAsync(List));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Nobody_sees_or_settles_a_pair_with_somebody_out_of_their_sight(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var one = await SweepTests.AddAsync(tenant, "Achille", "Zyfrenne", "a.zyfrenne@exemple.fr");
        var other = await SweepTests.AddAsync(tenant, "Achile", "Zyfrenne", "a.zyfrenne@exemple.fr");
        await SweepTests.FollowAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts", "EditOwnContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        using var anna = await tenant.As("anna");

        Assert.DoesNotContain("Zyfrenne", await anna.ReadAsync(List));
        using var refused = await anna.SubmitAsync(List, [new("one", one), new("other", other)], $"{List}?handler=Not");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("Zyfrenne", await tenant.Browser.ReadAsync(List));
    }
}
