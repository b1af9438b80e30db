using System.Reflection;
using Autograd.Optimization;

namespace Autograd.Tests;

/// <summary>Every public member refuses null where its signature has none, and says which operation and parameter it was.</summary>
public class NullErrorTests
{
    private static readonly Tensor Matrix = Tensor.Parameter(Tensor.Eye<double>(2));

    // What parameters get that are not the one at null, by type.
    private static readonly Dictionary<Type, object?> Good = new()
    {
        [typeof(Tensor)] = Matrix,
        [typeof(Tensor[])] = new[] { Matrix },
        [typeof(IReadOnlyList<Tensor>)] = new[] { Matrix },
        [typeof(IEnumerable<Tensor>)] = new[] { Matrix },
        [typeof(double[])] = new double[] { 1, 2, 3, 4 },
        [typeof(int[])] = new[] { 2, 2 },
        [typeof(string)] = "ij->ij",
        [typeof(Random)] = new Random(1),
        [typeof(int)] = 0,
        [typeof(double)] = 0.5,
        [typeof(bool)] = false,
        [typeof(DType)] = DType.Float64,
        [typeof(JacobianMode)] = JacobianMode.Auto,
        [typeof(IfUnused)] = IfUnused.Zeros,
        [typeof(Func<Tensor>)] = () => Matrix.Sum(),
        [typeof(Func<Tensor, Tensor>)] = (Tensor x) => x.Sum(),
        [typeof(Func<Tensor, (Tensor, int)>)] = (Tensor x) => (x.Sum(), 1),
        [typeof(Func<Tensor, Tensor?>)] = (Tensor x) => x,
        [typeof(Func<Tensor[], Tensor>)] = (Tensor[] x) => x[0].Sum(),
        [typeof(Func<Tensor, Tensor, Tensor>)] = (Tensor a, Tensor b) => (a * b).Sum(),
        [typeof(Func<Tensor, Tensor, Tensor, Tensor>)] = (Tensor a, Tensor b, Tensor c) => (a * b * c).Sum(),
        [typeof(GradientCheckOptions)] = new GradientCheckOptions(),
        [typeof(PictureOptions)] = new PictureOptions(),
        [typeof(LBfgsOptions)] = new LBfgsOptions(),
        [typeof(LevenbergMarquardtOptions)] = new LevenbergMarquardtOptions(),
        [typeof(IProgress<IterationReport>)] = new Progress<IterationReport>(),
        [typeof(Product)] = new Product(),
    };

    public static TheoryData<string> Cases => [.. All().Select(static one => one.Label)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void NullIsRefused(string label)
    {
        (_, MethodBase member, int at) = All().Single(one => one.Label == label);
        object?[] arguments = [.. member.GetParameters().Select((parameter, i) => i == at ? null : Value(parameter))];
        object? target = member.IsStatic || member is ConstructorInfo ? null : Target(member.DeclaringType!);

        Exception? thrown = Record.Exception(() => member is ConstructorInfo constructor
            ? constructor.Invoke(arguments) : member.Invoke(target, arguments));

        Exception error = thrown.Should().BeOfType<TargetInvocationException>().Which.InnerException!;
        error.Should().BeAssignableTo<ArgumentException>($"{error}");
        IAutogradError told = error.Should().BeAssignableTo<IAutogradError>($"{error}").Which;
        told.Operation.Should().Be(Operation(member));
        string parameter = member.GetParameters()[at].Name!;
        error.Message.Should().MatchRegex($@"^{told.Operation}: .*\b{parameter}\b is null; pass .+\.$");
        error.Should().BeAssignableTo<ArgumentNullException>().Which.ParamName.Should().Be(parameter);
    }

    private static IEnumerable<(string Label, MethodBase Member, int At)> All()
    {
        NullabilityInfoContext nullability = new();
        foreach (Type type in typeof(Tensor).Assembly.GetExportedTypes().Where(static type => !type.IsInterface && !typeof(Delegate).IsAssignableFrom(type)))
        {
            const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            IEnumerable<MethodBase> members = type.GetMethods(declared).Cast<MethodBase>().Concat(type.IsAbstract ? [] : type.GetConstructors());
            foreach (MethodBase raw in members)
            {
                // Records print, compare and take apart by generated members; spans cannot be passed by reflection.
                if (IsGenerated(raw) || raw.DeclaringType!.ContainsGenericParameters || raw.GetParameters().Any(static parameter => parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsByRef))
                    continue;
                MethodBase? member = raw is MethodInfo { IsGenericMethodDefinition: true } generic ? Closed(generic) : raw;
                ParameterInfo[] parameters = raw.GetParameters();
                for (int i = 0; member is not null && i < parameters.Length; i++)
                    if (!parameters[i].ParameterType.IsValueType && nullability.Create(parameters[i]).WriteState == NullabilityState.NotNull)
                        yield return ($"{type.Name}.{raw.Name}({string.Join(", ", parameters.Select(static parameter => $"{Short(parameter.ParameterType)} {parameter.Name}"))}): {parameters[i].Name}", member, i);
            }
        }
    }

    private static bool IsGenerated(MethodBase member) =>
        member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) || member.Name is "Equals" or "Deconstruct"
        || (member is ConstructorInfo && member.DeclaringType!.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null)
        || typeof(Exception).IsAssignableFrom(member.DeclaringType);

    private static MethodBase? Closed(MethodInfo generic)
    {
        try
        {
            return generic.Name == "Map" ? generic.MakeGenericMethod([typeof(Product)])
                : generic.MakeGenericMethod(generic.Name switch
                {
                    "ValueAndGradient" => typeof(int),
                    "Keep" => typeof(Tensor),
                    _ => typeof(double),
                });
        }
        catch (ArgumentException)
        {
            return null;     // a formula of another number of arguments
        }
    }

    private static object? Value(ParameterInfo parameter) =>
        parameter.HasDefaultValue && parameter.ParameterType.IsClass ? null
        : Good.TryGetValue(parameter.ParameterType, out object? value) ? value
        : throw new InvalidOperationException($"no value of type {parameter.ParameterType} for {parameter.Member}");

    private static object Target(Type type) =>
        type == typeof(Tensor) ? Matrix
        : type == typeof(UnaryFunction) ? new Same()
        : type == typeof(BinaryFunction) ? new First()
        : type == typeof(NaryFunction) ? new FirstOfMany()
        : type == typeof(TensorScope) ? new TensorScope()
        : type == typeof(Tape) ? Tape.Of(Matrix)
        : type == typeof(LBfgs) ? new LBfgs([Matrix], static () => Matrix.Sum())
        : type == typeof(LevenbergMarquardt) ? new LevenbergMarquardt(Matrix, static x => x.Flatten())
        : throw new InvalidOperationException($"no object of type {type}");

    /// <summary>What users call it.</summary>
    private static string Operation(MethodBase member) => (member.DeclaringType!.Name, member.Name) switch
    {
        ("UnaryFunction", _) => nameof(Same),
        ("BinaryFunction", _) => nameof(First),
        ("NaryFunction", _) => nameof(FirstOfMany),
        ("GradientCheck" or "LBfgs" or "LevenbergMarquardt", _) => member.DeclaringType.Name,
        ("Tape", _) when !member.IsStatic => member.Name,
        ("Tape" or "TensorScope", _) => $"{member.DeclaringType.Name}.{member.Name}",
        (_, ".ctor") => member.DeclaringType.Name,
        (_, "op_Addition") => "Add",
        (_, "op_Subtraction") => "Subtract",
        (_, "op_Division") => "Divide",
        (_, "op_UnaryNegation") => "Negate",
        (_, { } name) => name.StartsWith("op_", StringComparison.Ordinal) ? name[3..] : name,
    };

    private static string Short(Type type) => type.IsGenericType ? $"{type.Name[..^2]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;

    private readonly struct Product : IFormula, IFormula2
    {
        public R Of<R>(R x) where R : struct, IReal<R> => x;

        public R Of<R>(R a, R b) where R : struct, IReal<R> => a * b;
    }

    private sealed class Same : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream;
    }

    private sealed class First : BinaryFunction
    {
        protected override Tensor Forward(Tensor a, Tensor b) => a;

        protected override (Tensor?, Tensor?) Backward(Tensor a, Tensor b, Tensor y, Tensor upstream) => (upstream, null);
    }

    private sealed class FirstOfMany : NaryFunction
    {
        protected override Tensor Forward(Tensor[] x) => x[0];

        protected override Tensor?[] Backward(Tensor[] x, Tensor y, Tensor upstream) => [upstream];
    }
}
