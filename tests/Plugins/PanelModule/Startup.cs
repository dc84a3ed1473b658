using Crm.Contacts.Panels;
using Crm.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace PanelModule;

/// <summary>Panels that work, that ask for a right, that throw while they are read and that throw while they are drawn.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
        => services.AddContactPanel<Steady>().AddContactPanel<Locked>().AddContactPanel<Broken>().AddContactPanel<Crooked>();
}

/// <summary>Says whose panel it is.</summary>
public class Steady : IContactPanel
{
    /// <inheritdoc/>
    public virtual string Name => "steady";

    /// <inheritdoc/>
    public virtual string Title => "Steady panel";

    /// <inheritdoc/>
    public string Position => "10";

    /// <inheritdoc/>
    public virtual string? Permission => null;

    /// <inheritdoc/>
    public virtual string View => "/PanelModule/_Steady.cshtml";

    /// <inheritdoc/>
    public virtual ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken) => new($"Steady of {context.Contact.DisplayText}");
}

/// <summary>For who may merge.</summary>
public sealed class Locked : Steady
{
    /// <inheritdoc/>
    public override string Name => "locked";

    /// <inheritdoc/>
    public override string Title => "Locked panel";

    /// <inheritdoc/>
    public override string? Permission => "MergeContacts";
}

/// <summary>Cannot be read.</summary>
public sealed class Broken : Steady
{
    /// <inheritdoc/>
    public override string Name => "broken";

    /// <inheritdoc/>
    public override string Title => "Broken panel";

    /// <inheritdoc/>
    public override ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("The panel cannot be read.");
}

/// <summary>Cannot be drawn.</summary>
public sealed class Crooked : Steady
{
    /// <inheritdoc/>
    public override string Name => "crooked";

    /// <inheritdoc/>
    public override string Title => "Crooked panel";

    /// <inheritdoc/>
    public override string View => "/PanelModule/_Crooked.cshtml";
}
