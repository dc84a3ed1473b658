using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Trips;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>
/// A host is killed while it sends, and another one goes on: nobody gets a message twice, what the kill hid is uncertain, one for each worker at most, and no other is lost. What the other
/// side took stands in a file that outlives the process.
/// </summary>
public sealed class KilledAtSend
{
    private const int Messages = 400;
    private const int Workers = 8;

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_sender_doubles_nothing_and_loses_nothing(string provider)
    {
        using var plugins = new PluginsFolder(PluginsFolder.Post);
        await using var host = await TestHost.StartAsync(new TestHostOptions { Plugins = plugins.Path, Clock = new TestClock(standsStill: true) });
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Contacts", "Crm.Messaging", "PostModule");
        await LiftCeilingAsync(host, tenant);
        var people = await PeopleAsync(host, tenant);
        var post = Path.Combine(host.Data, "Sites", tenant.Name, "post.txt");
        var (random, uncertain, atWork) = (new Random(20261130), 0, 0);
        for (var kill = 1; kill <= Killed.Fewer; kill++)
        {
            File.Delete(post);
            await PutAsync(host, tenant, people, $"kill-{kill}");
            var enough = random.Next(1, Messages * 3 / 4);
            await using (var server = await Server.StartAsync(host, plugins.Path))
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                while (Taken(post).Count < enough)
                {
                    await Task.Delay(1, patience.Token);
                }

                await server.KillAsync();
            }

            atWork += Taken(post).Count < Messages ? 1 : 0;
            await host.RunJobAsync(tenant, "SendMessages");
            var (taken, rows) = (Taken(post), await RowsAsync(host, tenant, $"kill-{kill}"));
            Assert.Equal(taken.Count, taken.Distinct().Count());
            Assert.Equal(Messages, rows.Count);
            Assert.All(rows, row => Assert.Contains((MessageState)row.State, (IEnumerable<MessageState>)[MessageState.Sent, MessageState.Uncertain]));
            Assert.All(rows.Where(row => row.State == (int)MessageState.Sent), row => Assert.Contains(row.MessageId, taken));
            var unknown = rows.Count(row => row.State == (int)MessageState.Uncertain);
            Assert.InRange(unknown, 0, Workers);
            uncertain += unknown;
            await Integrity.CheckAsync(host, tenant);
        }

        Killed.Tell($"{atWork} of {Killed.Fewer} were killed before their end, {uncertain} messages are uncertain");
    }

    // The same people get a letter at each kill, more an hour than a site lets anybody have.
    private static Task LiftCeilingAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new TripSettings { PersonPerHour = 0 });
        await sites.UpdateSiteSettingsAsync(site);
    });

    private static List<string> Taken(string post) => File.Exists(post) ? [.. File.ReadAllText(post).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])] : [];

    private static Task<List<string>> PeopleAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var (content, ids) = (services.GetRequiredService<IContentManager>(), new List<string>());
        for (var number = 0; number < Messages; number++)
        {
            var (item, address) = (await content.NewAsync(ContactTypes.Person), $"a{number}@example.org");
            item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ($"Ada{number}", "Roux"));
            item.Alter<ContactPointsPart>(part => part.Emails = [new Contacts.Points.Email { Address = address }]);
            await content.CreateAsync(item);
            ids.Add(item.ContentItemId);
        }

        return ids;
    });

    // Stored without this host hearing of it: the other one sends.
    private static Task PutAsync(TestHost host, ShellSettings tenant, List<string> people, string action) => host.InTenantAsync(tenant, async services =>
    {
        foreach (var person in people)
        {
            await services.GetRequiredService<Outbox>().PutAsync(new NewMessage(action, person, "post", MessageClass.Transactional, new MessageWords("Hello", "", "Dear Ada")), CancellationToken.None);
        }

        await services.GetRequiredService<ISession>().SaveChangesAsync();
        services.GetRequiredService<AfterCommit>().Forget();
    });

    private static Task<List<Message>> RowsAsync(TestHost host, ShellSettings tenant, string action) => host.InTenantAsync(tenant, async services
        => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().Where(row => row.Action == action).ToListAsync());
}
