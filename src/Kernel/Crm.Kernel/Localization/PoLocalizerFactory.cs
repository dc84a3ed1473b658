using System.Collections.Concurrent;
using System.Reflection;
using Crm.Kernel.Modules;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Localization;

/// <summary>Makes localizers, one per class or view.</summary>
internal sealed class PoLocalizerFactory(Translations translations, IExtensionManager extensions) : IStringLocalizerFactory
{
    private readonly ConcurrentDictionary<Type, PoLocalizer> _ofTypes = new();
    private readonly ConcurrentDictionary<string, PoLocalizer> _ofViews = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Assembly> _assemblies = extensions.GetExtensions().ToDictionary(extension => extension.Id, extension => extension.Assembly, StringComparer.OrdinalIgnoreCase);

    public IStringLocalizer Create(Type resourceSource)
        => _ofTypes.GetOrAdd(resourceSource, static (type, all) => new PoLocalizer(all, type.Assembly, (type.FullName ?? type.Name).Replace('+', '.')), translations);

    public IStringLocalizer Create(string baseName, string location) => OfView(baseName);

    /// <summary>The localizer of a view's path: <c>/Crm.Contacts/People/ViewPerson.cshtml</c> has the context <c>Crm.Contacts.People.ViewPerson</c>.</summary>
    internal PoLocalizer OfView(string path) => _ofViews.GetOrAdd(path, static (path, self) =>
    {
        var slash = path.IndexOf('/', 1);
        var module = slash < 0 ? "" : path[1..slash];
        var context = Path.ChangeExtension(path.TrimStart('/'), null).Replace('/', '.');
        return new PoLocalizer(self.translations, self._assemblies.GetValueOrDefault(module), context);
    }, this);

    private readonly Translations translations = translations;
}
