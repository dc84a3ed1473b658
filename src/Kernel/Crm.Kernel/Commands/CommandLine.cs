namespace Crm.Kernel.Commands;

/// <summary>Splits what follows <c>./crm</c> into words and options.</summary>
public static class CommandLine
{
    private static readonly HashSet<string> s_flags = new(StringComparer.OrdinalIgnoreCase)
    {
        "help", "check", "partial", "json", "force", "yes", "long", "include-content", "wait",
    };

    /// <summary>
    /// <c>--name value</c>, <c>--name=value</c> and flags become options; everything else, and everything after <c>--</c>, words.
    /// </summary>
    /// <exception cref="CommandException">An option that takes a value has none.</exception>
    public static CommandArguments Parse(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--")
            {
                words.AddRange(args.Skip(i + 1));
                break;
            }

            if (args[i] is "-h" or "-?")
            {
                options["help"] = "true";
            }
            else if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
            }
            else if (args[i].IndexOf('=') is var equals and > 0)
            {
                options[args[i][2..equals]] = args[i][(equals + 1)..];
            }
            else if (s_flags.Contains(args[i][2..]))
            {
                options[args[i][2..]] = "true";
            }
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                options[args[i][2..]] = args[++i];
            }
            else
            {
                throw new CommandException($"the option {args[i]} needs a value");
            }
        }

        return new CommandArguments(words, options);
    }
}

/// <summary>A command that cannot do what it was asked: one clear line for the person, and exit code 1.</summary>
public sealed class CommandException(string message) : Exception(message);
