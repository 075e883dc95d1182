using System.Reflection;
using System.Text;
using Orleans.Concurrency;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>What silos of neighbouring versions must agree on, in lines: grains with their calls, and what travels with its fields.</summary>
internal static class ContractText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var grain in assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(Grain).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal))
            text.Append("grain ").AppendLine(grain.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, grain).ToString() ?? $"{grain.Name}: HAS NO [GrainType]");
        foreach (var contract in assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append("interface ").AppendLine(AliasOf(contract));
            foreach (var call in contract.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
            {
                var parameters = string.Join(", ", call.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
                text.AppendLine($"  {AliasOf(call)}({parameters}) -> {NameOf(call.ReturnType)}{(call.IsDefined(typeof(AlwaysInterleaveAttribute)) ? ", interleaves" : "")}");
            }
        }
        foreach (var message in assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false)).OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append("message ").AppendLine(AliasOf(message));
            foreach (var (id, member) in MembersOf(message))
                text.AppendLine($"  {id} {member}");
        }
        return text.ToString();
    }

    private static IEnumerable<(uint Id, string Member)> MembersOf(Type message) => message
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(member => (Id: member.GetCustomAttribute<IdAttribute>()?.Id, Member: member))
        .Where(pair => pair.Id is not null)
        .OrderBy(pair => pair.Id)
        .Select(pair => (pair.Id!.Value, $"{pair.Member.Name} {NameOf(pair.Member is PropertyInfo property ? property.PropertyType : ((FieldInfo)pair.Member).FieldType)}"));

    private static string AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? $"{member.Name}: HAS NO [Alias]";

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? NameOf(inner) + "?"
        : type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : type.GetCustomAttribute<AliasAttribute>() is { } alias ? alias.Alias
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
