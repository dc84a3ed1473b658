using Crm.Testing;

namespace Crm.Crash.Tests;

public sealed class KilledAtImport
{
    [Theory, MemberData(nameof(Killed.OnEachDatabase), MemberType = typeof(Killed))]
    public async Task A_killed_import_leaves_whole_people_and_runs_again_without_doubling(string provider)
    {
        const int people = 600;
        await using var host = await TestHost.StartAsync();
        var tenant = await Killed.RunningTenantAsync(host, provider, "Crm.Contacts");
        var (file, map) = (Path.Combine(host.Folder, "people.csv"), Path.Combine(host.Folder, "people.map.json"));
        await File.WriteAllTextAsync(map, """{ "source": "test", "key": "id", "country": "FR", "columns": { "nom": "FamilyName", "prenom": "GivenName", "mail": "Email", "ville": "Address.City" } }""");
        await File.WriteAllTextAsync(file, Csv(people, 0));
        var command = new Command(host, null, "import", "people", file, "--map", map, "--tenant", tenant.Name);
        await command.RunAsync();
        var random = new Random(20261130);
        var atWork = 0;
        for (var kill = 1; kill <= Killed.Times; kill++)
        {
            await File.WriteAllTextAsync(file, Csv(people, kill));
            atWork += await command.KillAsync(random) ? 1 : 0;
            Assert.True(await Integrity.CheckAsync(host, tenant) > people);
        }

        await File.WriteAllTextAsync(file, Csv(people, Killed.Times + 1));
        await command.RunAsync();
        await Integrity.CheckAsync(host, tenant);
        var names = await Killed.TitlesAsync(host, tenant, "Person");
        Assert.Equal(people, names.Count);
        Assert.All(names, name => Assert.EndsWith($" Roux{Killed.Times + 1}", name, StringComparison.Ordinal));
        Killed.Tell($"{atWork} of {Killed.Times} were killed before their end");
    }

    private static string Csv(int people, int turn)
        => "id;nom;prenom;mail;ville\n" + string.Concat(Enumerable.Range(0, people).Select(number => $"{number};Roux{turn};Ada{number};ada{number}@example.org;Agen\n"));
}
