"""Spanish: what a writer says of the matter and of themselves."""

PHRASES = {
    "claim": """
        urgente/urgentes, urgentemente, urgencia, urge, inmediatamente, inmediato/inmediata, de inmediato, cuanto antes,
        lo antes posible, lo más pronto, lo más rápido, ya mismo, ahora mismo, sin demora, rápidamente,
        respuesta rápida, crítico/crítica, máxima prioridad, prioritario, asap, emergencia, con prisa,
        críticos/críticas, esencial/esenciales, = crucial/cruciales, = vital/vitales, = grave/graves, serio/seria,
        fundamental, con urgencia, atención/asistencia/ayuda/acción/respuesta/solución inmediata/urgente/rápida, pronta,
        prontamente, a la mayor brevedad, brevedad, corre prisa, me urge, prioridad, alta prioridad, priorizar,
        muy importante, = express, imediata, imediatamente, urgência, o mais rápido, rapidamente, o quanto antes,
        ação imediata, prioridade, prioricen, priorice, prontitud, requerida,
        atención/asistencia/resolución/respuesta/acción inmediata/urgente, alta prioridade, priorizem, imediato,
        criticamente, acelerar
    """,
    "patience": """
        no es urgente, no hay prisa, no corre prisa, no tengo/tenemos prisa, sin prisa/prisas, nada urgente,
        cuando puedan/pueda/tengan/tenga/podáis/tengáis un? tiempo/momento/rato?, tómense su tiempo, puede esperar,
        a título informativo, para su información, solo para informar, no hace falta que respondan/contesten,
        no es necesario responder/contestar
    """,
    "anger": """
        inaceptable, intolerable, indignante, indignado/indignada, vergüenza, vergonzoso, lamentable, furioso/furiosa,
        enfadado/enfadada, cabreado/cabreada, harto/harta/hartos, decepcionado/decepcionada/decepcionados,
        decepcionante, pésimo/pésima, horrible, desastre, tomadura de pelo, tomando el pelo, ridículo, ladrones,
        sinvergüenzas, incompetentes, peor servicio/empresa, queja, quejarme, insatisfecho/insatisfecha, ya basta,
        increíble que, paciencia ~ límite
    """,
    "fear": """
        miedo, asustado/asustadoa, pánico, pavor, aterrado/aterradoa, angustia, angustiado/angustiadoa, llorando, lloro,
        llora, lágrimas, tiemblo, temblando, no duermo, sin dormir, no he dormido, desesperado/desesperadoa,
        desesperación, no sé/sabemos qué/que/cómo/a, ya no sé, no se que, qué hago/hacemos/puedo/debo, qué voy a,
        ayuda por favor, ayúdenme, ayúdennos, ayudadme, socorro, se lo ruego, les ruego/suplico, suplico, por dios,
        preocupado/preocupadoa, preocupa mucho, preocupación, nervios, nerviosa, vergüenza me, no puedo más, al límite,
        alguien puede/que/me, hay alguien
    """,
    "call": """
        llámenme, llámeme, llamadme, llámame, me llamen/llame/llaméis, llamen al, que me llamen,
        mi número/móvil/teléfono es, localizable, a cualquier hora, día y noche, estoy aquí/delante/esperando,
        estamos en/aquí/delante/esperando, quién puede, con quién, si hace falta que llame
    """,
    "frail": """
        niño/niños, niña/niñas, bebé, recién nacido, hijo/hijos, hija/hijas, pequeño/pequeñoa, crío/críos, nieto/nietoa,
        embarazada, madre, mamá, padre, = papá, abuela/abuelas, abuelo/abuelos, tía, mayor personas, mayores personas,
        mayores, anciano/ancianos, anciana/ancianas, jubilado/jubilados, discapacitado/discapacitadoa, discapacidad,
        silla de ruedas, ciego/ciegoa, sordo/sordoa, audífono/audífonos, viuda, viudo, paciente/pacientes, residentes,
        alzheimer, vive sola/solo, vivo sola/solo, sola en, solo en casa, refugiado/refugiados, mi marido, mi mujer,
        mi esposo, mi esposa, alumnos, colegio, guardería, escuela
    """,
}
