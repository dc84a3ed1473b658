namespace Crm.Kernel.Commands;

/// <summary>
/// A command of <c>./crm</c> that works inside a tenant (<c>import people FILE</c>, <c>token</c> …). Register with <c>services.AddCliCommand&lt;T&gt;()</c>. Commands of the
/// host itself (run, recipe, backup …) live in the kernel.
/// </summary>
public interface ICliCommand
{
    /// <summary>The words that name it, as "import people".</summary>
    string Name { get; }

    /// <summary>One line for the list of commands.</summary>
    string Summary { get; }

    /// <summary>The help text: usage, options, example.</summary>
    string Help { get; }

    /// <summary>
    /// Runs it in a scope of the tenant that commits when 0 is returned. What cannot be done is a <see cref="CommandException"/> with one clear line.
    /// </summary>
    Task<int> RunAsync(CommandArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken);
}

/// <summary>The words after a command's name.</summary>
/// <param name="Values">Positional words.</param>
/// <param name="Options">Options without dashes; a flag has the value "true".</param>
public sealed record CommandArguments(IReadOnlyList<string> Values, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Whether a flag is set.</summary>
    public bool Has(string option) => Options.ContainsKey(option);

    /// <summary>An option's value, or null.</summary>
    public string? Option(string name) => Options.GetValueOrDefault(name);

    /// <summary>The positional word at that place.</summary>
    /// <exception cref="CommandException">It is missing; <paramref name="what"/> says what was expected there.</exception>
    public string Value(int index, string what) => index < Values.Count ? Values[index] : throw new CommandException($"{what} is missing");

    /// <summary>The same arguments without their first words.</summary>
    public CommandArguments Skip(int words) => this with { Values = Values.Skip(words).ToList() };
}
