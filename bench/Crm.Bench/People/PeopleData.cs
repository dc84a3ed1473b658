using System.Globalization;
using Crm.Bench.Hosts;
using Crm.Contacts;
using Crm.Contacts.Timeline;
using Crm.Kernel.Commands;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.People;

/// <summary>
/// A tenant with so many people, kept in <c>bench/work</c>: the standard demo by the product's own way, then copied within the database until there are enough,
/// each copy with ids, addresses and days of its own. Beyond a million only the rows of the list are copied.
/// </summary>
internal sealed class PeopleData(string folder, int people)
{
    /// <summary>Rises when what is made here changes.</summary>
    private const int Version = 4;

    private const int OnlyLists = 1_000_000;
    private const int Years = 20;
    private const int ContactsAYear = 250;

    private string Marker => Path.Combine(folder, $"made-{Version}");

    public async Task<BenchHost> OpenAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Marker))
        {
            await MakeAsync(cancellationToken);
        }

        var host = await BenchHost.StartAsync(folder, "b2b", cancellationToken);
        // What the job has done in any tenant five minutes after so many people came.
        await host.InTenantAsync(host.Default, services => services.GetRequiredService<BackgroundTasks>().RunNowAsync("Crm.Kernel.Data.Sqlite.KeepStatistics", cancellationToken));
        return host;
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        string database;
        await using (var host = await BenchHost.StartAsync(folder, "b2b", cancellationToken))
        {
            database = host.Database;
            await host.InTenantAsync(host.Default, services => LoadDemoAsync(services, cancellationToken));
        }

        using (var copies = new PeopleCopies(database))
        {
            copies.Multiply(people, onlyLists: people > OnlyLists);
        }

        await using (var host = await BenchHost.StartAsync(folder, "b2b", cancellationToken))
        {
            await RememberAsync(host, OldestFriend(database), cancellationToken);
        }

        await File.WriteAllTextAsync(Marker, "", cancellationToken);
    }

    /// <summary>The person whose timeline holds twenty years.</summary>
    public static string OldestFriend(string database)
    {
        using var connection = Sql.Open(database);
        return (string)connection.Value("SELECT ContentItemId FROM PersonIndex ORDER BY DocumentId LIMIT 1");
    }

    private static async Task LoadDemoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var demo = services.GetServices<ICliCommand>().Single(command => command.Name == "demo");
        var arguments = new CommandArguments([], new Dictionary<string, string> { ["size"] = "standard", ["as-of"] = "2026-01-15" });
        if (await demo.RunAsync(arguments, TextWriter.Null, Console.Error, cancellationToken) != 0)
        {
            throw new InvalidOperationException("The demo families could not be loaded.");
        }
    }

    // 5,000 contacts in twenty years, and a change of the record a month.
    private static async Task RememberAsync(BenchHost host, string person, CancellationToken cancellationToken)
    {
        for (var year = 0; year < Years; year++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await host.InTenantAsync(host.Default, async services =>
            {
                var session = services.GetRequiredService<ISession>();
                for (var i = 0; i < ContactsAYear; i++)
                {
                    await session.SaveAsync(Contact(person, new DateTime(2006 + year, 1, 2, 0, 0, 0, DateTimeKind.Utc).AddDays(i * 363 / ContactsAYear)));
                }
            });
            for (var month = 0; month < 12; month++)
            {
                await host.InTenantAsync(host.Default, async services =>
                {
                    var content = services.GetRequiredService<IContentManager>();
                    var item = (await content.GetAsync(person, VersionOptions.Latest))!;
                    item.Alter<Contacts.People.PersonPart>(part => part.Notes = string.Create(CultureInfo.InvariantCulture, $"Noted in month {month} of year {year}."));
                    await content.UpdateAsync(item);
                });
            }
        }
    }

    private static ContentItem Contact(string person, DateTime at)
    {
        var item = new ContentItem
        {
            ContentItemId = ContentId.New(), ContentItemVersionId = ContentId.New(), ContentType = ContactTypes.Interaction, DisplayText = "Lettre au Père Noël",
            Latest = true, Published = true, CreatedUtc = at, ModifiedUtc = at, PublishedUtc = at, Author = "bench",
        };
        item.Apply(new InteractionPart { Kind = InteractionPart.Kinds[at.Day % 5], At = at, IsDate = true, Title = "Lettre au Père Noël", Text = "Quelques lignes.", PersonIds = [person] });
        return item;
    }
}
