using Crm.Kernel.Commands;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Users;

/// <summary><c>token --user EMAIL</c>: makes an API token and prints it.</summary>
internal sealed class TokenCommand(UserManager<User> users, ApiTokens tokens, TimeProvider time) : ICliCommand
{
    public string Name => "token";

    public string Summary => "Make an API token for an account and print it";

    public string Help => """
        token --user EMAIL [--name WORDS] [--days N] [--scopes A,B]
          --user    e-mail address or sign-in name of the account
          --name    what the token is for (default: command line)
          --days    days until it ends; 0 for no end (default: 90)
          --scopes  rights it is limited to, by name (default: all of the account's)
        The token is printed once and kept only as a hash.
        """;

    public async Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var name = arguments.Options.GetValueOrDefault("user") ?? "";
        var user = name.Length == 0 ? null : await users.FindByEmailAsync(name) ?? await users.FindByNameAsync(name);
        if (user is not { IsEnabled: true })
        {
            await error.WriteLineAsync(name.Length == 0 ? "Say for whom: token --user EMAIL" : $"There is no enabled account {name} in this tenant.");
            return 1;
        }

        if (!int.TryParse(arguments.Options.GetValueOrDefault("days") ?? "90", out var days) || days is < 0 or > 3650)
        {
            await error.WriteLineAsync("--days must be a number between 0 and 3650.");
            return 1;
        }

        var scopes = (arguments.Options.GetValueOrDefault("scopes") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var end = days == 0 ? (DateTime?)null : time.GetUtcNow().UtcDateTime.AddDays(days);
        var (_, made) = await tokens.CreateAsync(user.UserId, arguments.Options.GetValueOrDefault("name") ?? "command line", scopes, end);
        await output.WriteLineAsync(made);
        return 0;
    }
}
