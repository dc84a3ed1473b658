using System.Security.Claims;
using System.Text;
using Crm.Contacts.Households;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>A process that imports files that were put up together is killed at any moment: the next one goes on in the file where it stopped. The rows have no key, so nothing but the place tells what is in.</summary>
public sealed class KilledAtWizard
{
    private const int Rows = 600;
    private const int Bad = 20;
    private const int Homes = 150;

    private static readonly ClaimsPrincipal s_administrator = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Administrator")], "test"));

    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_import_takes_each_row_once_and_tells_each_refused_row_once(string provider)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Contacts");
        var command = new Command(host, null, "operations", "--wait", "--tenant", tenant.Name);
        await command.RunAsync();
        var random = new Random(20261130);
        var atWork = 0;
        for (var kill = 1; kill <= Killed.Fewer; kill++)
        {
            var import = await StartAsync(host, tenant, kill);
            atWork += await command.KillAsync(random) ? 1 : 0;
            var again = TimeProvider.System.GetUtcNow().UtcDateTime;
            await command.RunAsync();
            var done = await host.InTenantAsync(tenant, async services => (await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<PeopleImport>().FirstAsync(row => row.Id == import)));
            Assert.Equal(((long)Rows - Bad, (long)Bad, 0L), (done.Created, done.Refused, done.Updated));
            Assert.NotNull(done.EndedUtc);
            var names = await NamesAsync(host, tenant, kill);
            Assert.Equal(Rows - Bad, names.Count);
            Assert.Equal(Rows - Bad, names.Distinct().Count());
            Assert.Equal(Homes, await HomesAsync(host, tenant, kill));
            var refused = File.ReadAllLines(Path.Combine(host.Data, "Sites", tenant.Name, "Imports", import + ".refused.csv"));
            Assert.Equal(Bad + 1, refused.Length);
            Assert.Equal(Bad + 1, refused.Distinct().Count());
            // Killed in the moment after its last commit it leaves the file to the night's job.
            Assert.True(done.EndedUtc < again || !File.Exists(Path.Combine(host.Data, "Sites", tenant.Name, "Imports", import + ".upload")));
            await Integrity.CheckAsync(host, tenant);
        }

        Killed.Tell($"{atWork} of {Killed.Fewer} were killed before their end");
    }

    // Stored without the host hearing of it: the command alone does it.
    private static Task<string> StartAsync(TestHost host, ShellSettings tenant, int turn) => host.InTenantAsync(tenant, async services =>
    {
        var (imports, session) = (services.GetRequiredService<PeopleImports>(), services.GetRequiredService<ISession>());
        services.GetRequiredService<ChangeContext>().Actor = await session.QueryIndex<UserIndex>().Select(row => row.UserId).FirstAsync();
        var text = new StringBuilder("first name,last name,dob\n");
        for (var row = 0; row < Rows; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ada{row},Turn{turn},{(row % (Rows / Bad) == 7 ? "31/02/1990" : "1990-01-02")}\n");
        }

        var sight = await services.GetRequiredService<ContactSights>().ForAsync(s_administrator, "Person");
        var id = await imports.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "kill.csv", sight, CancellationToken.None);
        var first = (await imports.GetAsync(id, CancellationToken.None))!;
        var homes = "household,city\n" + string.Concat(Enumerable.Range(0, Homes).Select(row => $"Home{row} Turn{turn},Agen\n"));
        await imports.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(homes)), "households.csv", sight, CancellationToken.None, first, 1);
        await imports.StartAsync(first, CancellationToken.None);
        await session.SaveChangesAsync();
        services.GetRequiredService<AfterCommit>().Forget();
        return id;
    });

    // Of the other file of the set, which is imported before.
    private static Task<int> HomesAsync(TestHost host, ShellSettings tenant, int turn) => host.InTenantAsync(tenant, services =>
    {
        var name = $" Turn{turn}";
        return services.GetRequiredService<ISession>().QueryIndex<HouseholdIndex>().Where(row => row.DisplayName.EndsWith(name)).Select(row => row.DisplayName).CountAsync();
    });

    private static Task<List<string>> NamesAsync(TestHost host, ShellSettings tenant, int turn) => host.InTenantAsync(tenant, services =>
    {
        var family = $"Turn{turn}";
        return services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().Where(row => row.DisplayName.EndsWith(family)).Select(row => row.DisplayName).ToListAsync();
    });
}
