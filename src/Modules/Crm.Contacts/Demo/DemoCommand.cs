using System.Globalization;
using Crm.Kernel.Commands;

namespace Crm.Contacts.Demo;

/// <summary><c>./crm demo --size mini|standard|large [--seed N] [--as-of DATE]</c>.</summary>
internal sealed class DemoCommand(LoadDemo demo) : ICliCommand
{
    public string Name => "demo";

    public string Summary => "Load the demo families, or clear them";

    public string Help => """
        ./crm demo --size mini|standard|large [--seed N] [--as-of YYYY-MM-DD]
        ./crm demo clear

        mini: 40 families that show each case; standard: 12,500 families, 40,000 people; large: 300,000 families, 1,000,000 people.
        A larger size adds to a smaller one; the same size again adds nothing. clear removes demo rows only.
        """;

    public async Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (arguments.Values is ["clear"])
        {
            await output.WriteLineAsync($"{await demo.ClearAsync(cancellationToken)} demo rows removed");
            return 0;
        }

        var size = DemoSize.Find(arguments.Options.GetValueOrDefault("size", DemoSize.Mini.Name));
        if (size is null)
        {
            await error.WriteLineAsync($"--size is one of {string.Join(", ", DemoSize.All.Select(one => one.Name))}.");
            return 2;
        }

        var seed = LoadDemo.DefaultSeed;
        if (arguments.Options.TryGetValue("seed", out var seedText) && !int.TryParse(seedText, NumberStyles.None, CultureInfo.InvariantCulture, out seed))
        {
            await error.WriteLineAsync("--seed is a whole number.");
            return 2;
        }

        DateOnly? asOf = null;
        if (arguments.Options.TryGetValue("as-of", out var asOfText))
        {
            if (!DateOnly.TryParseExact(asOfText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                await error.WriteLineAsync("--as-of is a date as 2026-12-24.");
                return 2;
            }

            asOf = day;
        }

        var load = await demo.RunAsync(size, seed, asOf, cancellationToken);
        await output.WriteLineAsync($"demo: {load.Families} families, {load.People} people, as of {load.AsOf:yyyy-MM-dd}");
        return 0;
    }
}
