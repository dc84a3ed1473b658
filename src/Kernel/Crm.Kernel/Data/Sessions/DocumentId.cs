using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Crm.Kernel.Data.Sessions;

/// <summary>Gives a document its id: classes with a property <c>long Id</c>, settable by whomever, get it set when saved or loaded.</summary>
internal static class DocumentId
{
    private static readonly ConcurrentDictionary<Type, Action<object, long>?> _setters = new();

    public static void Set(object document, long id) => _setters.GetOrAdd(document.GetType(), Build)?.Invoke(document, id);

    private static Action<object, long>? Build(Type type)
    {
        var property = type.GetProperty("Id", BindingFlags.Public | BindingFlags.Instance);
        if (property?.PropertyType != typeof(long) || property.SetMethod is null)
        {
            return null;
        }

        var (document, id) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(long)));
        return Expression.Lambda<Action<object, long>>(
            Expression.Call(Expression.Convert(document, type), property.SetMethod, id), document, id).Compile();
    }
}
